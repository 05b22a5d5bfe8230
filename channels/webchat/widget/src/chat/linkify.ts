export interface Piece {
  text: string
  href?: string
}

// The signs that an address is made of, and no others: Chinese sentences go on behind it without a space, and browsers
// copy addresses in this form.
const address = /https?:\/\/[!#$%&()*+,\-./0-9:;=?@A-Z[\]_a-z~]+/gi

/** Cuts a text into plain pieces and addresses. Only http and https become addresses, and only if the browser can read them. */
export const linkify = (text: string): Piece[] => {
  const out: Piece[] = []
  let done = 0
  for (const found of text.matchAll(address)) {
    const at = found.index ?? 0
    const shown = trimEnd(found[0])
    const href = safe(shown)
    if (!href) continue
    if (at > done) out.push({ text: text.slice(done, at) })
    out.push({ text: shown, href })
    done = at + shown.length
  }
  if (done < text.length) out.push({ text: text.slice(done) })
  return out
}

/** The sentence's own signs, and a closing bracket that the address did not open, stand behind it. */
const trimEnd = (s: string): string => {
  for (;;) {
    const next = s.replace(/[.,;:!?*_~]+$/, '')
    const close = next[next.length - 1]
    const open = close === ')' ? '(' : close === ']' ? '[' : ''
    const cut = open && next.split(open).length < next.split(close!).length ? next.slice(0, -1) : next
    if (cut === s) return s
    s = cut
  }
}

const safe = (s: string): string | null => {
  try {
    const url = new URL(s)
    const plain = (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname && !url.username && !url.password
    return plain ? url.href : null // no name before the host: https://bank.example@evil.example
  } catch {
    return null
  }
}
