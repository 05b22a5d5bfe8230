// What was ordered and waits a moment, so that it can be taken back, is done before the person goes: the page is closed, or signed out.

type Act = (leaving: boolean) => Promise<unknown>
const waiting = new Set<Act>()

// beforeLeaving keeps what is to be done then; leaving says that the page itself goes.
export function beforeLeaving(act: Act): void {
  waiting.add(act)
}

export const leave = (leaving = false): Promise<unknown> => Promise.all([...waiting].map((act) => act(leaving)))

window.addEventListener('pagehide', () => void leave(true))
