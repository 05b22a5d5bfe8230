// Parts of the page that are fetched when they are first drawn.

import { defineAsyncComponent, type AsyncComponentLoader, type Component } from 'vue'

const AGAIN_MS = 1000
const LONGEST_MS = 15_000

const TRIES = 3 // for what somebody waits for before it is drawn

const waiting = new Set<() => void>()

// wake tries all at once that could not be fetched: the line is there again.
export function wake(): void {
  for (const again of [...waiting]) again()
}
window.addEventListener('online', wake)

function soon(again: () => void, ms: number): void {
  const go = () => {
    clearTimeout(timer)
    waiting.delete(go)
    again()
  }
  const timer = setTimeout(go, ms)
  waiting.add(go)
}

// later is a component behind the first screen. What could not be fetched is tried again: a part that was wanted while there was
// no line must not stay away for good. A dialog that somebody has asked for must not come up minutes afterwards either, and take
// the focus: drop takes back that it was asked for.
export function later<T extends Component>(loader: AsyncComponentLoader<T>, drop?: () => void): T {
  return defineAsyncComponent<T>({
    loader,
    errorComponent: { render: () => null },
    onError(_, retry, fail, attempts) {
      if (!drop || attempts < TRIES) return soon(retry, Math.min(attempts * AGAIN_MS, LONGEST_MS))
      drop()
      fail()
    },
  })
}

// whenIdle does something when there is nothing else to do.
export function whenIdle(act: () => void): void {
  const idle = window.requestIdleCallback ?? ((later: () => void) => setTimeout(later, AGAIN_MS)) // Safari has none
  idle(act)
}

// ahead fetches parts while nothing else is to be done, so that they stand there at once when a key asks for them. Whoever draws
// one deals with what cannot be fetched.
export function ahead(...loaders: AsyncComponentLoader[]): void {
  whenIdle(() => loaders.forEach((load) => void load().catch(() => {})))
}
