// What an inserted script leaves to be filled in, such as {时效}, and how a piece goes into a draft. Pure.

// Inserted is a script that was put into a draft.
export interface Inserted {
  script: string // its id and version, as the reply names it
  gaps: string[]
}

// Gap is one that still stands in a text.
export interface Gap {
  text: string
  start: number
  end: number
}

// openGaps are those of the inserted scripts that stand in the text, by place. Braces that somebody typed are no gaps.
export function openGaps(text: string, inserted: readonly Inserted[]): Gap[] {
  const found: Gap[] = []
  for (const gap of new Set(inserted.flatMap((i) => i.gaps))) {
    for (let at = text.indexOf(gap); at >= 0; at = text.indexOf(gap, at + gap.length)) found.push({ text: gap, start: at, end: at + gap.length })
  }
  return found.sort((a, b) => a.start - b.start)
}

// joined is a piece as it goes behind a text: words that are written apart are kept apart.
export function joined(before: string, piece: string): string {
  return /[\p{Script=Latin}\d.,!?;:)]$/u.test(before) && /^[\p{Script=Latin}\d(]/u.test(piece) ? ' ' + piece : piece
}
