// node measure.mjs: what an agent feels, in a real browser (docs/performance.md, "The inbox"). It prints one line of JSON: figures by
// name, each a list of single values. It judges nothing; the bench program does, and makes the load meanwhile (FIRSTLINE_MEASURE).

import { chromium } from 'playwright-core'

const { url, cookie, browser: executablePath, rounds, keys, scripts, idle, shift } = JSON.parse(process.env.FIRSTLINE_MEASURE)
const browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--enable-precise-memory-info'] })
const figures = {}
const [name, value] = cookie.split('=')

// fresh is a browser that has never been here but for being signed in: nothing is cached.
async function fresh() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
  await context.addCookies([{ name, value, url }])
  await context.addInitScript(watch)
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  return page
}

// watch runs in the page before anything else: it notes when the list is painted, how long keys take to the paint behind them,
// how long interactions take as the browser itself reports them, and what blocks the page.
function watch() {
  const m = (window.measured = { list: 0, keys: [], interactions: {}, blocked: [] })
  const painted = (then) => requestAnimationFrame(() => setTimeout(then))
  m.painted = () => new Promise(painted)
  new MutationObserver((_, me) => {
    if (!document.querySelector('[data-testid=session-row]')) return
    me.disconnect()
    painted(() => (m.list = performance.now()))
  }).observe(document, { childList: true, subtree: true })
  addEventListener('input', (e) => painted(() => m.keys.push(performance.now() - e.timeStamp)), true)
  new PerformanceObserver((l) => {
    for (const e of l.getEntries()) if (e.interactionId) m.interactions[e.interactionId] = Math.max(m.interactions[e.interactionId] ?? 0, e.duration)
  }).observe({ type: 'event', durationThreshold: 16, buffered: true })
  new PerformanceObserver((l) => m.blocked.push(...l.getEntries().map((e) => e.duration))).observe({ type: 'longtask' })
}

const id = (page, what) => page.getByTestId(what)
const take = (page, what) => page.evaluate((w) => window.measured[w].splice(0), what)
const ready = (page) => page.locator('[data-testid=thread][data-status=ready]').waitFor()

// arrive: from the navigation to the list's first paint, nothing cached.
async function arrive() {
  figures.arrive = []
  for (let i = 0; i < rounds; i++) {
    const page = await fresh()
    await page.goto(url + '/inbox/mine')
    await page.waitForFunction(() => window.measured.list > 0)
    figures.arrive.push(await page.evaluate(() => window.measured.list))
    await page.context().close()
  }
}

// type: keys in the composer, from the key to the paint behind it.
async function type(page) {
  await id(page, 'session-row').first().click()
  await ready(page)
  await id(page, 'composer-text').click()
  await take(page, 'keys')
  await page.keyboard.type('已经为您查到了,请稍等一下 '.repeat(Math.ceil(keys / 14)).slice(0, keys), { delay: 25 })
  await page.evaluate(() => window.measured.painted())
  figures.keystroke = await take(page, 'keys')
}

// turn: from one session to another that was open before, until it stands there whole.
async function turn(page) {
  const go = (n) => page.evaluate(async (i) => {
    const rows = [...document.querySelectorAll('[data-testid=session-row]')]
    const row = rows[i % rows.length]
    const open = `[data-testid=thread][data-session="${row.dataset.session}"][data-status=ready]`
    const began = performance.now()
    row.click()
    while (!document.querySelector(open)) await new Promise(requestAnimationFrame)
    await window.measured.painted()
    return performance.now() - began
  }, n)
  const first = [], again = []
  for (let i = 0; i < 10; i++) first.push(await go(i))
  for (let i = 0; i < 10 * rounds; i++) again.push(await go((i * 7) % 10))
  Object.assign(figures, { open: first, turn: again })
}

// press: clicks and keys of an agent's minute; the browser says how long each took to its paint. It tells of none that took less than 16 ms.
async function press(page) {
  await page.evaluate(() => (window.measured.interactions = {}))
  let n = 0
  for (let i = 0; i < 4 * rounds; i++) {
    await id(page, 'session-row').nth(i % 8).click()
    await ready(page)
    for (const key of ['KeyX', 'KeyX', 'KeyQ']) await page.keyboard.press('Alt+' + key)
    await page.keyboard.press('Escape')
    n += 5
  }
  await page.evaluate(() => window.measured.painted())
  const told = Object.values(await page.evaluate(() => window.measured.interactions))
  figures.interaction = [...told, ...Array(Math.max(0, n - told.length)).fill(16)]
}

// scroll the list of everything that is open.
async function scroll(page) {
  await id(page, 'view-all').click()
  await id(page, 'session-row').nth(5).waitFor()
  const box = await id(page, 'session-list').boundingBox()
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await take(page, 'blocked')
  for (let i = 0; i < 40 * rounds; i++) {
    await page.mouse.wheel(0, 400)
    await page.evaluate(() => window.measured.painted())
  }
  figures.scroll = [0, ...(await take(page, 'blocked'))]
  await id(page, 'view-mine').click()
}

// pick: the scripts' answer is the desk's own, multiplied; from the key to the paint of what was found.
async function pick() {
  const page = await fresh()
  await page.route(/\/api\/v1\/scripts(\?|$)/, multiplied)
  await page.goto(url + '/inbox/mine')
  await id(page, 'session-row').first().click()
  await ready(page)
  await id(page, 'composer-text').click()
  const opened = []
  for (let i = 0; i < rounds; i++) {
    opened.push(await page.evaluate(async () => {
      const began = performance.now()
      document.querySelector('[data-testid=open-scripts]').click()
      while (!document.querySelector('[data-testid=picker-entry]')) await new Promise(requestAnimationFrame)
      await window.measured.painted()
      return performance.now() - began
    }))
    if (i === 0) await page.waitForFunction((n) => Number(/\d+/.exec(document.querySelector('[data-testid=picker-count]').textContent)) > n / 2, scripts) // some fit only other sessions
    await take(page, 'keys')
    for (const c of 'nihao') await page.keyboard.press(c, { delay: 60 })
    await page.evaluate(() => window.measured.painted())
    ;(figures.find ??= []).push(...(await take(page, 'keys')))
    await page.keyboard.press('Escape')
    await id(page, 'script-picker').waitFor({ state: 'detached' })
    await id(page, 'composer-text').fill('')
  }
  figures.picker = opened.slice(1) // the first one loads the picker's own code
  await page.context().close()
}

async function multiplied(route) {
  const answer = await route.fetch()
  const list = await answer.json()
  if (list.scripts) list.scripts = Array.from({ length: scripts }, (_, i) => ({ ...list.scripts[i % list.scripts.length], id: list.scripts[i % list.scripts.length].id + '-' + i }))
  await route.fulfill({ response: answer, json: list })
}

// length: keys in the composer below ten thousand messages, which are the conversation's own, multiplied.
async function length() {
  const page = await fresh()
  await page.route(/\/messages\?/, lengthened)
  await page.goto(url + '/inbox/mine')
  await id(page, 'session-row').first().click()
  await ready(page)
  await id(page, 'composer-text').click()
  await take(page, 'keys')
  await page.keyboard.type('已经为您查到了,请稍等一下 '.repeat(4), { delay: 25 })
  await page.evaluate(() => window.measured.painted())
  figures.long = await take(page, 'keys')
  await id(page, 'composer-text').fill('')
  await page.context().close()
}

const MESSAGES = 10_000

async function lengthened(route) {
  const answer = await route.fetch()
  const page = await answer.json()
  const own = page.messages ?? []
  const first = own[0]?.seq ?? 1
  page.messages = Array.from({ length: MESSAGES }, (_, i) => ({ ...own[i % own.length], seq: first + i - MESSAGES, client_id: '' })).concat(own)
  await route.fulfill({ response: answer, json: page })
}

// stillness: what an agent asks of the desk who does nothing.
async function stillness(page) {
  let asked = 0
  const count = () => asked++
  await page.mouse.move(720, 10)
  page.on('request', count)
  await page.waitForTimeout(idle * 1000)
  page.off('request', count)
  figures.idle = [(asked * 60) / idle]
}

// hours: a shift in little time, sessions opened and left while messages come. The heap after collecting, before and behind it; before is
// when a first shift is over: by then the conversations that the page keeps are full, and what runs hot has been compiled.
async function hours(page) {
  const cdp = await page.context().newCDPSession(page)
  const heap = async () => {
    for (let i = 0; i < 3; i++) await cdp.send('HeapProfiler.collectGarbage')
    return (await cdp.send('Runtime.getHeapUsage')).usedSize / 2 ** 20
  }
  const work = async (seconds) => {
    for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
      const rows = await id(page, 'session-row').count()
      await id(page, 'session-row').nth(Math.floor(Math.random() * Math.min(rows, 10))).click()
      await page.waitForTimeout(100)
    }
  }
  await work(shift)
  const before = await heap()
  await work(shift)
  figures.heap = [before, await heap()]
}

try {
  await arrive()
  const page = await fresh()
  await page.goto(url + '/inbox/mine')
  await id(page, 'session-row').first().waitFor()
  await type(page)
  await id(page, 'composer-text').fill('')
  await turn(page)
  await press(page)
  await scroll(page)
  await pick()
  await length()
  console.log(JSON.stringify({ phase: 'calm' }))
  await stillness(page)
  console.log(JSON.stringify({ phase: 'shift' }))
  await hours(page)
  console.log(JSON.stringify({ figures }))
} catch (e) {
  console.log(JSON.stringify({ error: e.stack ?? String(e) }))
  process.exitCode = 1
}
await browser.close()
