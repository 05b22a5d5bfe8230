// The keyboard of a review (ui.md 1.9.2): digits choose a criterion, Enter submits, the rest is each person's own.

import { composing } from '@/keys/ime'
import { heard } from '@/keys/own'
import { isTyping, type Command } from '@/keys/shortcuts'
import { useEvent } from '@/lib/useEvent'
import { usePrefs } from '@/stores/prefs'

export interface ReviewKeys {
  criterion(index: number): void
  verdict(v: 'pass' | 'fail' | 'na'): void
  message(by: 1 | -1): void
  mark(by: 1 | -1): void
  submit(): void
  replace(): void
  rest(): void
  blind(): void
}

export function useReviewKeys(act: ReviewKeys): void {
  const does: Partial<Record<Command, () => void>> = {
    reviewPass: () => act.verdict('pass'), reviewFail: () => act.verdict('fail'), reviewNone: () => act.verdict('na'), reviewRest: act.rest,
    messageDown: () => act.message(1), messageUp: () => act.message(-1), markNext: () => act.mark(1), markPrevious: () => act.mark(-1),
    reviewReplace: act.replace, reviewBlind: act.blind,
  }
  useEvent(window, 'keydown', (ev) => {
    if (ev.defaultPrevented || composing(ev) || document.querySelector('[role=dialog], [role=menu]')) return
    if (ev.key === 'Enter' && !ev.altKey && !ev.metaKey && (ev.ctrlKey || !isTyping(ev.target))) {
      // Enter on a button is that button's.
      if (!ev.ctrlKey && ev.target instanceof HTMLElement && ev.target.closest('button, a, select, label')) return
      ev.preventDefault()
      return act.submit()
    }
    const command = heard(ev, 'review')
    const go = command ? does[command] : chosen(ev)
    if (!go) return
    ev.preventDefault()
    go()
  })

  // chosen is the criterion of a digit, with or without the keypad.
  function chosen(ev: KeyboardEvent): (() => void) | undefined {
    const bare = !ev.altKey && !ev.metaKey && !ev.ctrlKey && !isTyping(ev.target) && usePrefs().prefs.singleKeys
    const digit = bare && /^(?:Digit|Numpad)([1-9])$/.exec(ev.code)?.[1]
    return digit ? () => act.criterion(Number(digit) - 1) : undefined
  }
}
