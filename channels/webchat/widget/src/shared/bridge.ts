// What the page in the frame and the loader on the site say to each other. Each side checks the exact origin and the
// window that a message came from, and then its shape; everything else is not for us and is passed over in silence.

export type FromFrame =
  | { t: 'ready'; lang: string } // also after the language was changed
  | { t: 'unread'; n: number }
  | { t: 'minimise' }
  | { t: 'identity'; why: string } // another one is wanted, because this one ends soon or is not taken
  | { t: 'talking' } // there is a conversation: load the frame early on the next page

export type ToFrame =
  | { t: 'open'; focus: boolean }
  | { t: 'closed' }
  // What the site calls its visitor, to which nothing is trusted, and who it has signed that he is ('' = nobody).
  | { t: 'name'; name: string; identity: string }

const mark = 'firstline-1'

export const wrap = (message: FromFrame | ToFrame) => ({ mark, ...message })

const fields = (data: unknown): Record<string, unknown> | null =>
  typeof data === 'object' && data !== null && (data as Record<string, unknown>).mark === mark
    ? (data as Record<string, unknown>)
    : null

export const fromFrame = (data: unknown): FromFrame | null => {
  const d = fields(data)
  switch (d?.t) {
    case 'ready':
      return typeof d.lang === 'string' ? { t: 'ready', lang: d.lang } : null
    case 'unread':
      return Number.isInteger(d.n) && (d.n as number) >= 0 ? { t: 'unread', n: d.n as number } : null
    case 'identity':
      return { t: 'identity', why: String(d.why) }
    case 'minimise':
    case 'talking':
      return { t: d.t }
  }
  return null
}

export const toFrame = (data: unknown): ToFrame | null => {
  const d = fields(data)
  switch (d?.t) {
    case 'open':
      return { t: 'open', focus: d.focus === true }
    case 'closed':
      return { t: 'closed' }
    case 'name':
      return typeof d.name === 'string' ? { t: 'name', name: d.name.slice(0, 200), identity: typeof d.identity === 'string' ? d.identity : '' } : null
  }
  return null
}
