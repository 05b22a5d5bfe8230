// Pages under axe-core, with their pictures: as they stand, or in several languages, themes and widths.

import { inLooks, LOOKS } from './appearance.mjs'
import { faults } from './axe.mjs'
import { check } from './stage.mjs'

// inspector collects what is wrong with each screen that it is shown; nothing fails if that is anything at all.
export function inspector(stage) {
  const findings = []
  const inspect = async (page, name) => {
    await page.evaluate(() => Promise.all(document.getAnimations().map((a) => a.finished.catch(() => {}))))
    await stage.picture(page, name)
    findings.push(...(await faults(page)).map((f) => `${name}: ${f}`))
  }
  return {
    inspect,
    everywhere: (p, name, looks = LOOKS) => inLooks(p, looks, (look) => inspect(p.page, `${name}-${look}`)),
    nothing: () => check(findings.length === 0, findings.join('\n')),
  }
}
