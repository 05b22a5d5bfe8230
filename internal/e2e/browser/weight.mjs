// What the first screen of the inbox really weighs: every script that Chromium fetches for it, in each language; how far it jumps while it
// comes, and how many nodes it is of (ui.md 5.6).

import { BUDGET, firstScreen, LOCALES, weight } from '../../../web/scripts/first_screen.mjs'
import { agent, on } from './agent.mjs'
import { check, equal } from './stage.mjs'
import { visitor } from './visitor.mjs'

// still keeps the page from fetching ahead what it does not show: that is done where there is nothing else to do, which is now, on a
// machine that is as fast as this one.
const still = (kept) => {
  window.requestIdleCallback = () => 0
  localStorage.setItem('firstline.prefs', kept)
  window.jumped = 0
  new PerformanceObserver((l) => l.getEntries().forEach((e) => (window.jumped += e.hadRecentInput ? 0 : e.value))).observe({ type: 'layout-shift', buffered: true })
}

const [JUMPS, NODES, SLOWER] = [0.1, 3000, 8]

// pathOf is where a script lies below web/dist: the server puts the folder of the build between.
const pathOf = (url) => new URL(url).pathname.replace(/^\/assets\/[^/]+\//, '/assets/').slice(1)

export async function firstScreens(stage) {
  const a = await agent(stage, 'zhangmin')
  await a.start()
  const v = await visitor(stage)
  await v.write('在吗')
  await a.row('在吗').waitFor()
  const cookies = await a.page.context().cookies()

  for (const locale of LOCALES) {
    const fetched = new Set()
    const page = await stage.person(locale, {
      locale,
      async before(p) {
        await p.context().addCookies(cookies)
        await p.addInitScript(still, JSON.stringify({ locale }))
        p.on('request', (r) => r.resourceType() === 'script' && fetched.add(pathOf(r.url())))
      },
    })
    await (await page.context().newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: SLOWER }) // what stands for what is still to come is seen
    await page.goto(stage.url + '/inbox/mine')
    await page.locator(`html[lang=${locale}]`).waitFor()
    const b = on(page)
    await b.live()
    await b.row('在吗').waitFor()
    await b.id('day-tiles').waitFor()
    await b.id('edge-listWidth').waitFor()
    await page.waitForLoadState('networkidle')
    const counted = firstScreen(locale)
    equal([...fetched].filter((f) => !counted.includes(f)), [], locale + ': fetched, and not counted')
    equal(counted.filter((f) => !fetched.has(f)), [], locale + ': counted, and not fetched')
    const kb = weight([...fetched])
    stage.note(`${locale}: ${kb.toFixed(1)} KB in ${fetched.size} scripts`)
    check(kb <= BUDGET.js, `${locale}: ${kb.toFixed(1)} KB`)
    const { jumped, nodes } = await page.evaluate(() => ({ jumped: window.jumped, nodes: document.querySelectorAll('*').length }))
    stage.note(`${locale}: jumps ${jumped.toFixed(3)}, ${nodes} nodes`)
    check(jumped <= JUMPS, `${locale}: jumps by ${jumped.toFixed(3)}`)
    check(nodes <= NODES, `${locale}: ${nodes} nodes`)
    await page.context().close()
  }
}
