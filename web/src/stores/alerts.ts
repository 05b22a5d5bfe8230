// How a person is told of an event: by a sound, and by the system while nobody sees the page. Each event can be switched off.

import { defineStore } from 'pinia'
import { notify } from '@/lib/desktop'
import { play } from '@/lib/sound'
import { usePrefs, type Sound } from './prefs'

export const useAlerts = defineStore('alerts', () => {
  let open: (session: string) => void = () => {}

  // whenOpened sets what a click on a notification does.
  function whenOpened(act: (session: string) => void): void {
    open = act
  }

  // tell is heard wherever the focus is; text is shown by the system only while the page is hidden.
  function tell(event: Sound, text: string, session = ''): void {
    const { prefs } = usePrefs()
    if (prefs.sounds[event] === false) return
    if (prefs.sound) play(event, prefs.volume)
    if (prefs.desktop && document.hidden) notify(session || event, text, () => open(session))
  }

  return { tell, whenOpened }
})
