// How a person is told of an event: by a sound, and by the system while nobody sees the page. Each event can be switched off.

import { defineStore } from 'pinia'
import { notify } from '@/lib/desktop'
import { inOneTab } from '@/lib/oneTab'
import { play, soundReady } from '@/lib/sound'
import { usePrefs, type Sound } from './prefs'

export const useAlerts = defineStore('alerts', () => {
  let open: (session: string) => void = () => {}

  // whenOpened sets what a click on a notification does.
  function whenOpened(act: (session: string) => void): void {
    open = act
  }

  // sound is heard once, however many tabs of the browser could make it; one that nobody has touched yet cannot, and leaves it to the
  // others.
  function sound(event: Sound, session: string): void {
    const ring = () => play(event, usePrefs().prefs.volume)
    if (soundReady()) inOneTab(`${event}:${session}`, ring)
    else ring()
  }

  // tell is heard wherever the focus is; text is shown by the system only while the page is hidden.
  function tell(event: Sound, text: string, session = ''): void {
    const { prefs } = usePrefs()
    if (prefs.sounds[event] === false) return
    if (prefs.sound) sound(event, session)
    if (prefs.desktop && document.hidden) notify(session || event, text, () => open(session))
  }

  return { tell, whenOpened }
})
