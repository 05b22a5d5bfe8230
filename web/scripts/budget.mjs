// Fails the build when the inbox's first screen grows over its budget in any language.

import { assets, BUDGET, firstScreen, LOCALES, weight } from './first_screen.mjs'

const first = new Map(LOCALES.map((locale) => [locale, firstScreen(locale)]))
const [usual] = first.values()
for (const f of assets()) console.log(`${f.padEnd(40)} ${weight([f]).toFixed(1).padStart(7)} KB gzip${usual.includes(f) ? '  first screen' : ''}`)

const css = weight(assets().filter((f) => f.endsWith('.css')))
let over = css > BUDGET.css
for (const [locale, files] of first) {
  const js = weight(files)
  over ||= js > BUDGET.js
  console.log(`first screen, ${locale}: ${js.toFixed(1)} KB of JS in ${files.length} files (${BUDGET.js}), ${css.toFixed(1)} KB of CSS (${BUDGET.css})`)
}
if (over) {
  console.error('over budget')
  process.exit(1)
}
