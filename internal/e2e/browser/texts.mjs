// Names of texts that stand where the texts should: a language without them, or a part that was drawn before they were there.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

// ours are the words with which the names of our texts begin. What only looks like a name (a file, a site) begins otherwise.
const SOURCE = join(import.meta.dirname, '../../../web/src')
const sources = readdirSync(SOURCE, { recursive: true }).filter((path) => path.endsWith('zh-CN.ts')).map((path) => readFileSync(join(SOURCE, path), 'utf8'))
const ours = [...new Set(sources.flatMap((text) => [...text.matchAll(/^ {2}(\w+): \{/gm)].map(([, first]) => first)))]

export const untold = (page) => page.evaluate(named, ours)

// named runs in the page.
function named(ours) {
  const found = new Set()
  const look = (text, where) => {
    const [, first] = /^([a-z][A-Za-z0-9]*)(\.[A-Za-z0-9_]+)+$/.exec(text?.trim() ?? '') ?? []
    if (ours.includes(first)) found.add(`the name of a text in place of it: ${text.trim()} (${where})`)
  }
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let n = words.nextNode(); n; n = words.nextNode()) look(n.data, n.parentElement.tagName.toLowerCase())
  for (const e of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
    for (const a of ['aria-label', 'title', 'placeholder', 'alt']) look(e.getAttribute(a), a)
  }
  return [...found]
}
