// Two tabs of one agent in one browser: one storage, one sign-in, two lines to the desk.

import { agent, on } from './agent.mjs'
import { check, equal, until } from './stage.mjs'
import { visitor } from './visitor.mjs'

const NAMES = ['甲', '乙', '丙']
const own = (name, i) => `«${i}»给${name}`

export async function twoTabs(stage) {
  stage.expected.push(/ERR_INTERNET_DISCONNECTED|WebSocket connection|Failed to load resource/)
  const a = await agent(stage, 'zhangmin', { before: (page) => page.context().addInitScript(listen) })
  const b = on(await a.page.context().newPage())
  stage.pages.set('second tab', b.page)
  b.page.on('pageerror', (e) => stage.complaints.push(`second tab: ${e}`))
  await b.page.goto(stage.url + '/inbox/mine')
  await b.live()
  for (const tab of [a, b]) await tab.page.mouse.click(700, 10) // a page is silent until it is touched
  await status(a, b)
  const guests = await arrive(stage, a, b)
  await drafts(a, b)
  await ahead(a, b)
  await random(stage, [a, b], guests)
  await offline(stage, a, b, guests)
}

// listen counts the notes that the page plays.
function listen() {
  window.notes = 0
  const start = OscillatorNode.prototype.start
  OscillatorNode.prototype.start = function (...when) {
    window.notes++
    return start.apply(this, when)
  }
}

// status: what is chosen in one tab stands in the other one.
async function status(a, b) {
  await a.start()
  const shows = (tab, what) => tab.page.locator(`[data-testid=status-switcher][data-status=${what}]`).waitFor()
  await shows(b, 'online')
  await b.id('status-switcher').click()
  await b.id('status-away').click()
  await shows(a, 'away')
  await a.id('status-switcher').click()
  await a.id('status-online').click()
  await shows(b, 'online')
}

// arrive: three customers come; both tabs show them, and one sound is heard for each.
async function arrive(stage, a, b) {
  const notes = async () => (await a.page.evaluate(() => window.notes)) + (await b.page.evaluate(() => window.notes))
  const guests = new Map()
  const before = await notes()
  const first = await visitor(stage, {}, NAMES[0])
  await first.write('我是甲')
  for (const tab of [a, b]) await tab.id('toast').filter({ hasText: '已分配给你' }).waitFor()
  await until('the sound', async () => (await notes()) > before)
  equal((await notes()) - before, 2, 'notes of one new session in both tabs: the sound has two')
  guests.set('甲', first)
  for (const name of NAMES.slice(1)) {
    const v = await visitor(stage, {}, name)
    await v.write('我是' + name)
    guests.set(name, v)
  }
  for (const tab of [a, b]) for (const name of NAMES) await tab.row('我是' + name).waitFor()
  equal((await notes()) - before, 2 * NAMES.length, 'notes of three new sessions: a sound each')
  const { rows } = await a.api('sessions?view=mine')
  const sessions = new Map(NAMES.map((name) => [name, rows.find((r) => r.preview.text === '我是' + name).id]))
  return { ...Object.fromEntries(guests), sessions, open: (tab, name) => open(tab, sessions.get(name)) }
}

// open goes to a session and waits for the box that is its own.
async function open(tab, session) {
  await tab.page.locator(`[data-testid=session-row][data-session="${session}"]`).click()
  await tab.page.locator(`[data-testid=composer][data-session="${session}"] textarea`).waitFor()
  await tab.page.locator(`[data-testid=thread][data-session="${session}"][data-status=ready]`).waitFor()
}

// drafts: what is typed in one tab is in the other one, by mode, and outlives a reload of both.
async function drafts(a, b) {
  await a.pick('我是甲')
  await until('the greeting in the box', () => a.box.inputValue())
  await a.box.fill('写给甲的')
  await a.id('mode-note').click()
  await a.box.fill('给同事的')
  const session = await a.session()
  await until('the server has both', async () => (await a.api(`sessions/${session}/drafts`)).drafts.map((d) => d.text).sort().join() === ['写给甲的', '给同事的'].sort().join())
  await b.pick('我是甲')
  await until('the draft in the other tab', async () => (await b.box.inputValue()) === '写给甲的')
  await b.box.fill('写给甲的，续')
  await a.id('mode-reply').click()
  await until('what was added there', async () => (await a.box.inputValue()) === '写给甲的，续')
  for (const tab of [a, b]) {
    await tab.page.reload()
    await tab.thread().waitFor()
    await until('the draft after a reload', async () => (await tab.box.inputValue()) === '写给甲的，续')
    await tab.id('mode-note').click()
    await until('the note after a reload', async () => (await tab.box.inputValue()) === '给同事的')
    await tab.id('mode-reply').click()
  }
  check((await b.row('我是乙').getByText('草稿').count()) === 0, 'who was not written to has no draft')
}

// ahead: one goes on in the other tab before the server has anything of it. Its saves arrive when both have written; that is no clash.
async function ahead(a, b) {
  const held = []
  let holds = true
  await a.page.context().route('**/drafts/reply', async (route) => {
    if (holds) await new Promise((go) => held.push(go))
    await route.continue()
  })
  const reads = (tab, want) => until(`the box to say ${want}`, async () => (await tab.box.inputValue()) === want)
  await a.box.fill('写给甲的，一')
  await reads(b, '写给甲的，一')
  await until('a save on its way', () => held.length > 0)
  await b.box.fill('写给甲的，一二')
  await reads(a, '写给甲的，一二')
  await until('the save of the other tab', () => held.length > 1)
  holds = false
  for (const go of held) go()
  const session = await a.session()
  await until('the server has the last', async () => (await a.api(`sessions/${session}/drafts`)).drafts.some((d) => d.text === '写给甲的，一二'))
  for (const tab of [a, b]) {
    await reads(tab, '写给甲的，一二')
    check((await tab.id('clash').count()) === 0, 'nobody is asked to choose')
  }
  await a.page.context().unroute('**/drafts/reply')
}

// random: texts for three customers, typed in both tabs in turn while one jumps about; some stay drafts. Each reaches whom it names, once.
async function random(stage, tabs, guests) {
  const sent = []
  for (let i = 0; i < 18; i++) {
    const name = NAMES[(i * 7 + (i >> 2)) % NAMES.length]
    const tab = tabs[(i * 5 + (i >> 1)) % 2]
    await guests.open(tab, name)
    await tab.box.fill(own(name, i))
    if (i % 3 === 0) continue
    await tab.box.press('Enter')
    sent.push([i, name])
  }
  for (const [i, name] of sent) await guests[name].sees(own(name, i))
  for (const name of NAMES) {
    const got = (await guests[name].theirs()).filter((t) => t.includes('«'))
    const want = sent.filter(([, to]) => to === name).map(([i]) => own(name, i))
    equal(got.map((t) => t.trim()).sort(), want.sort(), 'what ' + name + ' got')
  }
  stage.note(`${sent.length} texts, each to its own, once`)
}

// offline: what both tabs have in store goes out once, and in order, though a third tab that reads the same storage comes up with them.
async function offline(stage, a, b, guests) {
  const context = a.page.context()
  await guests.open(a, '乙')
  await guests.open(b, '丙')
  await context.setOffline(true)
  for (const tab of [a, b]) await tab.id('bar-offline').waitFor()
  await a.write('断网第一句')
  await a.write('断网第二句')
  await b.write('另一页的一句')
  await a.page.locator('[data-testid=message].pending').nth(1).waitFor()
  await b.page.locator('[data-testid=message].pending').first().waitFor()
  await context.setOffline(false)
  const c = on(await context.newPage())
  stage.pages.set('third tab', c.page)
  await Promise.all([c.page.goto(stage.url + '/inbox/mine/' + guests.sessions.get('乙')), a.page.reload()])
  await guests['乙'].sees('断网第二句')
  await guests['丙'].sees('另一页的一句')
  for (const tab of [a, b, c]) {
    await tab.live()
    await until('nothing waits any more', async () => (await tab.page.locator('[data-testid=message].pending').count()) === 0)
  }
  const said = async (name) => (await a.transcript(guests.sessions.get(name))).map(([, text]) => text).filter((t) => /断网|另一页/.test(t))
  equal([await said('乙'), await said('丙')], [['断网第一句', '断网第二句'], ['另一页的一句']], 'in the record')
  equal((await guests['乙'].theirs()).filter((t) => t.includes('断网')).length, 2, 'at the customer')
}
