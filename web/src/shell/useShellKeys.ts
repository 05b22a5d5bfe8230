// The keyboard of every place: names the command of a key press and hands it to whoever serves it. The page that is
// shown listens later than the shell, so it is asked first.

import { isSingle, pressed } from '@/keys/binding'
import { dispatch } from '@/keys/bus'
import { composing } from '@/keys/ime'
import { heard } from '@/keys/own'
import { isTyping, opensPair } from '@/keys/shortcuts'
import { useEvent } from '@/lib/useEvent'
import { usePanels } from '@/stores/panels'
import { usePrefs } from '@/stores/prefs'
import { useViewer } from '@/stores/viewer'

const STEP_MS = 120
const PAIR_MS = 1500 // within which the second key of a pair follows

export function useShellKeys(): void {
  const panels = usePanels()
  const viewer = useViewer()
  let steppedAt = 0
  let first = ''
  let firstAt = 0

  // pair takes the key that may begin a pair; what is pending is forgotten by any other key.
  function pair(ev: KeyboardEvent): string {
    const before = ev.timeStamp - firstAt < PAIR_MS ? first : ''
    const { keys, singleKeys } = usePrefs().prefs
    const binding = composing(ev) ? '' : pressed(ev)
    const begins = !before && singleKeys && isSingle(binding) && !isTyping(ev.target) && opensPair(binding, keys)
    first = begins ? binding : ''
    firstAt = ev.timeStamp
    return before
  }

  function onKey(ev: KeyboardEvent): void {
    const before = pair(ev)
    const command = (before && heard(ev, 'desk', before)) || heard(ev)
    if (!command) return
    // A key held down steps at a pace that can be followed.
    if (ev.repeat && ev.timeStamp - steppedAt < STEP_MS) return ev.preventDefault()
    steppedAt = ev.timeStamp
    // An open menu or dialog is the top layer, and it closes itself; nothing is done behind a dialog. The scripts lie beside what one
    // goes on using.
    const dialog = document.querySelector('[role=dialog]:not(.picker)')
    if (dialog && command === 'palette') return ev.preventDefault() // the browser has something of its own there
    if (dialog || (command === 'escape' && document.querySelector('[role=menu]'))) return
    // What was asked for and cannot be fetched just now is not wanted any more.
    if (command === 'escape' && (panels.help || panels.palette || viewer.shown)) {
      panels.help = panels.palette = false
      viewer.close()
      return ev.preventDefault()
    }
    if (dispatch(command)) ev.preventDefault()
  }

  useEvent(window, 'keydown', onKey)
}
