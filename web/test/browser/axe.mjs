// axe-core on every screen, in both themes and three widths; any finding fails. node test/browser/axe.mjs

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { startFake } from '../fake/server.mjs'
import { launch } from './browser.mjs'
import { screens, states } from './screens.mjs'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const LOOKS = [
  { width: 1440, height: 900, theme: 'light', locale: 'zh-CN' },
  { width: 1440, height: 900, theme: 'dark', locale: 'en' },
  { width: 1024, height: 720, theme: 'light', locale: 'zh-TW' },
  { width: 390, height: 844, theme: 'dark', locale: 'zh-CN' },
]

let findings = 0
let checked = 0
for (const look of LOOKS) {
  const fake = await startFake()
  const b = await launch(look)
  await b.page.addInitScript((l) => localStorage.setItem('firstline.prefs', JSON.stringify({ locale: l, theme: 'system' })), look.locale)
  for (const [name, show] of [...screens(fake), ...states(fake)]) {
    await show(b.page)
    await b.page.waitForTimeout(250)
    await b.page.evaluate(AXE)
    const { violations } = await b.page.evaluate(() =>
      globalThis.axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }),
    )
    checked++
    for (const v of violations) {
      findings += v.nodes.length
      console.log(`${look.theme} ${look.width} ${name}: ${v.id} (${v.impact}) ${v.nodes.map((n) => n.target.join(' ') + ' ' + (n.any[0]?.message ?? '')).slice(0, 3).join(' | ')}`)
    }
  }
  await b.close()
  fake.stop()
}
console.log(`${checked} screens, ${findings} findings`)
process.exit(findings ? 1 : 0)
