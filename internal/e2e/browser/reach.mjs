// What axe-core does not look at: the whole screen by the keyboard, with the focus seen wherever it is (2.1.1, 2.1.2, 2.4.7, 2.4.11);
// larger letters and wider spaces, half the window and 320 pixels, with nothing lost (1.4.4, 1.4.10, 1.4.12); and colours that the
// person's system gives (1.4.1).

import { PROBES } from './probes.mjs'

const MOST_STOPS = 250
const TABS = 6 // before it is asked again whether that was once round
const HALF = { width: 720, height: 450 }
const SMALLEST = { width: 320, height: 640 }

// walk presses Tab through everything that the keyboard should reach, and says what is wrong on the way.
export async function walk(page) {
  await page.evaluate(PROBES)
  const expected = await page.evaluate(() => globalThis.probes.begin())
  for (let i = 0; i < MOST_STOPS && !(await page.evaluate(() => globalThis.probes.round())); i += TABS) {
    for (let n = 0; n < TABS; n++) await page.keyboard.press('Tab')
  }
  return { stops: expected, wrong: await page.evaluate(() => globalThis.probes.end()) }
}

// bent shows the screen as others need it, and says what they would lose.
export async function bent(page) {
  const size = page.viewportSize()
  const found = []
  const lost = async (how) => {
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    found.push(...(await page.evaluate(() => globalThis.probes.lost())).map((what) => `${how}: ${what}`))
  }
  await page.evaluate(PROBES)
  await lost('as it stands')
  await page.evaluate(() => globalThis.probes.spaced(true))
  await lost('wider spaces')
  await page.evaluate(() => globalThis.probes.spaced(false))
  for (const [how, to] of [['zoom 200 %', HALF], ['320 px', SMALLEST]]) {
    await page.setViewportSize(to)
    await lost(how)
  }
  await page.setViewportSize(size)
  await page.emulateMedia({ forcedColors: 'active' })
  found.push(...(await page.evaluate(() => globalThis.probes.alike())).map((what) => 'forced colours: ' + what))
  await page.emulateMedia({ forcedColors: 'none' })
  return [...new Set(found)]
}
