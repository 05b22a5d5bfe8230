// How a text of the interface is read: {name} stands for a value, {'@'} for what stands between the quotes, and a bar parts the form for
// one from that for any other number {n}. vue-i18n's own compiler reads much more than that, and is a twentieth of what the first screen may weigh.

import type { MessageCompiler, MessageContext } from 'vue-i18n'

const HOLES = /\{'([^']*)'\}|\{(\w+)\}/g

type Part = string | { named: string }

const read = new Map<string, Part[][]>()

function partsOf(text: string): Part[] {
  const parts: Part[] = []
  let at = 0
  for (const hole of text.matchAll(HOLES)) {
    parts.push(text.slice(at, hole.index), hole[1] ?? { named: hole[2]! })
    at = hole.index + hole[0].length
  }
  return [...parts, text.slice(at)]
}

// compile is vue-i18n's hook for a format of one's own. A value that is not given leaves nothing behind.
export const compile: MessageCompiler = (message) => {
  const text = String(message)
  let forms = read.get(text)
  if (!forms) read.set(text, (forms = text.split(' | ').map(partsOf)))
  return (ctx: MessageContext<string>) => {
    const said = forms.map((parts) => parts.map((p) => (typeof p === 'string' ? p : String(ctx.named(p.named) ?? ''))).join(''))
    return said.length > 1 ? ctx.plural(said) : said[0]!
  }
}
