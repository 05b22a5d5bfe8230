// What differs between two versions of a document, in its own words rather than line by line: the order of keys and the
// layout of the text do not count.

export interface Difference {
  path: string[] // keys, and ids or numbers of items
  before?: string
  after?: string
}

type Leaf = { path: string[]; value: string }

function leaves(v: unknown, path: string[], out: Map<string, Leaf>): Map<string, Leaf> {
  if (Array.isArray(v)) {
    v.forEach((item, i) => {
      if (item === null || typeof item !== 'object') {
        // A plain list: what is in it counts, not where.
        const own = [...path, String(item)]
        out.set(own.join('\u0000') + '\u0000=', { path, value: String(item) })
        return
      }
      const id = (item as { id?: unknown; date?: unknown }).id ?? (item as { date?: unknown }).date
      leaves(item, [...path, typeof id === 'string' ? id : '#' + (i + 1)], out)
    })
  } else if (v !== null && typeof v === 'object') {
    for (const [key, value] of Object.entries(v)) leaves(value, [...path, key], out)
  } else if (v !== null && v !== undefined) {
    out.set(path.join('\u0000'), { path, value: String(v) })
  }
  return out
}

export function diff(before: unknown, after: unknown): Difference[] {
  const a = leaves(before, [], new Map())
  const b = leaves(after, [], new Map())
  const out: Difference[] = []
  for (const [key, leaf] of b) {
    const was = a.get(key)
    if (!was) out.push({ path: leaf.path, after: leaf.value })
    else if (was.value !== leaf.value) out.push({ path: leaf.path, before: was.value, after: leaf.value })
  }
  for (const [key, leaf] of a) if (!b.has(key)) out.push({ path: leaf.path, before: leaf.value })
  return out
}
