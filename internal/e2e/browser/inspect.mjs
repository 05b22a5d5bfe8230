// Screens under axe-core and under what it does not look at (reach.mjs), with their pictures: as they stand, or in several languages,
// themes and widths.

import { inLooks, looksOf } from './appearance.mjs'
import { faults } from './axe.mjs'
import { bent, walk } from './reach.mjs'
import { check } from './stage.mjs'
import { untold } from './texts.mjs'

// inspector collects what is wrong with each screen that it is shown; nothing fails if that is anything at all.
export function inspector(stage) {
  const findings = []
  const inspect = async (page, name) => {
    await page.evaluate(() => Promise.all(document.getAnimations().map((a) => a.finished.catch(() => {}))))
    await stage.picture(page, name)
    findings.push(...[...(await faults(page)), ...(await untold(page))].map((f) => `${name}: ${f}`))
    console.log('SCREEN ' + JSON.stringify({ name, shows: await page.evaluate(shown) }))
  }
  const reach = async (page, name) => {
    const { stops, wrong } = await walk(page)
    stage.note(`${name}: ${stops} places by the keyboard`)
    findings.push(...[...wrong, ...(await bent(page))].map((f) => `${name}: ${f}`))
  }
  const looks = async (p, name, which = looksOf(name)) => {
    await hush(p.page)
    await inLooks(p, which, (look) => inspect(p.page, `${name}-${look}`))
  }
  return {
    inspect,
    looks, // of what Tab does not walk through: a menu has its arrows
    // everywhere shows one state in the looks, then walks through it and bends it.
    async everywhere(p, name, which) {
      await looks(p, name, which)
      await reach(p.page, name)
    },
    nothing: () => check(findings.length === 0, findings.join('\n')),
  }
}

// hush puts away what was told about something else.
async function hush(page) {
  const toasts = page.locator('[data-testid=toast]')
  while (await toasts.count()) await toasts.first().locator('button').last().evaluate((b) => b.click(), null, { timeout: 1000 }).catch(() => {})
}

// shown are the names of the components that draw the page. The release keeps their names.
function shown() {
  const names = new Set()
  const visit = (v) => {
    if (!v || typeof v !== 'object') return
    if (Array.isArray(v)) return v.forEach(visit)
    if (v.component) {
      if (v.component.type.__name) names.add(v.component.type.__name)
      visit(v.component.subTree)
    }
    visit(v.suspense?.activeBranch)
    visit(v.children)
  }
  visit(document.querySelector('#app')?._vnode)
  return [...names].sort()
}
