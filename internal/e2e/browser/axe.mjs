// axe-core on a screen.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

// faults are what is wrong with the screen as it stands, one line each. A rule that did not run is a fault of the test; only what
// axe-core calls experimental or deprecated is left out.
export async function faults(page) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE)
  const { violations, idle } = await page.evaluate(async (tags) => {
    // It would fetch every style sheet again, for the one rule that is experimental.
    const said = await globalThis.axe.run(document, { resultTypes: ['violations'], runOnly: tags, preload: { assets: ['media'] } })
    const ran = new Set([said.violations, said.passes, said.incomplete, said.inapplicable].flat().map((r) => r.id))
    const idle = globalThis.axe.getRules(tags).filter((r) => !r.tags.some((tag) => /experimental|deprecated/.test(tag))).map((r) => r.ruleId).filter((id) => !ran.has(id))
    return { violations: said.violations, idle }
  }, RULES)
  const found = violations.map((v) => `${v.id} (${v.impact}) ${v.nodes.map((n) => n.target.join(' ')).slice(0, 4).join(' | ')}`)
  found.push(...idle.map((id) => `the rule ${id} is off`))
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  if (wider > 0) found.push(`${wider} px wider than the window`)
  return found
}
