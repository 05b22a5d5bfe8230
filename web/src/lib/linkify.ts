// Splits a text into plain pieces and links. Only http, https, mailto and tel ever become a link; nothing becomes HTML.

export interface Piece {
  text: string
  href?: string
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

function safeHref(text: string): string | null {
  try {
    const url = new URL(text)
    return ['http:', 'https:', 'mailto:', 'tel:'].includes(url.protocol) ? url.href : null
  } catch {
    return null
  }
}
