// Splits a text into plain pieces and links. Only http, https, mailto and tel ever become a link; nothing becomes HTML.

export interface Piece {
  text: string
  href?: string
  spot?: boolean
  person?: boolean
}

// Spot is a stretch of a text, as JavaScript counts.
export interface Spot {
  start: number
  end: number
  person?: boolean // it names a colleague
}

// ASCII only: Chinese text that follows an address without a space does not belong to it.
const LINK = /\b(?:https?:\/\/|mailto:|tel:)[\w\-.~:/?#[\]@!$&*+,;=%]+/gi
const TRAILING = /[.,;:!?]+$/

export function linkify(text: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const hit of text.matchAll(LINK)) {
    const shown = hit[0].replace(TRAILING, '')
    const href = safeHref(shown)
    if (!href) continue
    if (hit.index > at) pieces.push({ text: text.slice(at, hit.index) })
    pieces.push({ text: shown, href })
    at = hit.index + shown.length
  }
  if (at < text.length || pieces.length === 0) pieces.push({ text: text.slice(at) })
  return pieces
}

// spotted cuts pieces where spots begin and end. Links stay whole.
export function spotted(pieces: readonly Piece[], spots: readonly Spot[] | undefined): Piece[] {
  if (!spots?.length) return [...pieces]
  const out: Piece[] = []
  let at = 0
  for (const piece of pieces) {
    const end = at + piece.text.length
    const cuts = spots.flatMap((s) => [s.start, s.end]).filter((n) => n > at && n < end)
    const edges = piece.href ? [at, end] : [...new Set([at, ...cuts, end])].sort((a, b) => a - b)
    for (let i = 0; i + 1 < edges.length; i++) {
      const [from, to] = [edges[i]!, edges[i + 1]!]
      const over = spots.filter((s) => s.start <= from && to <= s.end)
      const person = over.length > 0 && over.every((s) => s.person)
      out.push({ ...piece, text: piece.text.slice(from - at, to - at), ...(over.length > 0 && { spot: true }), ...(person && { person }) })
    }
    at = end
  }
  return out
}

function safeHref(text: string): string | null {
  try {
    const url = new URL(text)
    return ['http:', 'https:', 'mailto:', 'tel:'].includes(url.protocol) ? url.href : null
  } catch {
    return null
  }
}
