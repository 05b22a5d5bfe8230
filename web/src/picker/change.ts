// What differs between two wordings: what stands before and behind it is the same in both. Pure.

export interface Change {
  before: string // the same in both
  gone: string
  come: string
  after: string // the same in both
}

export function changeOf(was: string, is: string): Change {
  const [a, b] = [[...was], [...is]] // by characters: no half of one is told apart
  let head = 0
  while (head < Math.min(a.length, b.length) && a[head] === b[head]) head++
  let tail = 0
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++
  return { before: a.slice(0, head).join(''), gone: a.slice(head, a.length - tail).join(''), come: b.slice(head, b.length - tail).join(''), after: a.slice(a.length - tail).join('') }
}
