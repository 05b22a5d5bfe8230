// axe-core on a screen.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

// faults are what is wrong with the screen as it stands, one line each.
export async function faults(page) {
  await page.evaluate(AXE)
  const { violations } = await page.evaluate((tags) => globalThis.axe.run(document, { resultTypes: ['violations'], runOnly: tags }), RULES)
  const found = violations.map((v) => `${v.id} (${v.impact}) ${v.nodes.map((n) => n.target.join(' ')).slice(0, 4).join(' | ')}`)
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  if (wider > 0) found.push(`${wider} px wider than the window`)
  return found
}
