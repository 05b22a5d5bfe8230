// The page's keyboard: names the command of a key press and hands it to whoever serves it.

import { dispatch, onCommand } from '@/keys/bus'
import { commandFor } from '@/keys/shortcuts'
import { useEvent } from '@/lib/useEvent'
import { useInbox } from '@/stores/inbox'
import { usePanels } from '@/stores/panels'
import { usePrefs } from '@/stores/prefs'

const STEP_MS = 120

export function useInboxKeys(page: {
  session: () => string
  open: (session: string) => void
  urgent: () => boolean
  focusList: () => void
}): void {
  const inbox = useInbox()
  const panels = usePanels()
  let steppedAt = 0

  function step(by: number): boolean {
    const at = inbox.shown.indexOf(page.session())
    const next = inbox.shown[at < 0 ? 0 : at + by]
    if (next) page.open(next)
    return true
  }

  onCommand('urgent', page.urgent)
  onCommand('next', () => step(1))
  onCommand('previous', () => step(-1))
  onCommand('help', () => (panels.help = true))
  onCommand('escape', () => {
    if (panels.drawer) panels.drawer = false
    else page.focusList()
    return true
  })

  function onKey(ev: KeyboardEvent): void {
    const command = commandFor(ev, undefined, usePrefs().prefs.singleKeys)
    if (!command) return
    // A key held down steps at a pace that can be followed.
    if (ev.repeat && ev.timeStamp - steppedAt < STEP_MS) return ev.preventDefault()
    steppedAt = ev.timeStamp
    // An open menu or dialog is the top layer, and it closes itself.
    const layer = document.querySelector('[role=dialog], [role=menu]')
    if (layer && (command === 'escape' || panels.help)) return
    if (dispatch(command)) ev.preventDefault()
  }

  useEvent(window, 'keydown', onKey)
}
