// Fails the build when the inbox's first screen grows over its budget (gzip): 180 KB of JS, 40 KB of CSS.

import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const dir = new URL('../dist/assets/', import.meta.url)
const size = (name) => gzipSync(readFileSync(new URL(name, dir)), { level: 9 }).length
const files = readdirSync(dir).sort()

// The first screen: what the page, the shell and the inbox import, one from the other. Panels, other languages and other
// places come when they are asked for, or when there is nothing else to do.
const source = (name) => readFileSync(new URL(name, dir), 'utf8')
const first = new Set()
function follow(name) {
  if (first.has(name)) return
  first.add(name)
  for (const m of source(name).matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)) follow(m[1])
}
for (const root of ['index.js', 'AppShell.js', 'InboxPage.js']) follow(root)
const js = [...first].reduce((sum, f) => sum + size(f), 0)
const css = files.filter((f) => f.endsWith('.css')).reduce((sum, f) => sum + size(f), 0)

for (const f of files) console.log(`${f.padEnd(32)} ${(size(f) / 1024).toFixed(1).padStart(7)} KB gzip${first.has(f) ? '  first screen' : ''}`)
console.log(`first screen: ${(js / 1024).toFixed(1)} KB of JS (180), ${(css / 1024).toFixed(1)} KB of CSS (40)`)
if (js > 180 * 1024 || css > 40 * 1024) {
  console.error('over budget')
  process.exit(1)
}
