// Every shortcut by its keys, as the sheet of shortcuts names them; the test in Go compares what was pressed with the sheet.

import { agent, on, signIn } from './agent.mjs'
import { check, equal, until } from './stage.mjs'

const ROWS = 9

// keyboard reads the sheet, and gives a hand that presses what it says. Each act says afterwards what became of it.
async function keyboard({ page, id }) {
  await page.keyboard.press('Shift+Slash')
  await id('shortcuts').waitFor()
  const sheet = new Map(await id('shortcuts').locator('[data-command]').evaluateAll((all) => all.map((e) => [e.dataset.command, e.dataset.keys])))
  await page.keyboard.press('Escape')
  await id('shortcuts').waitFor({ state: 'detached' })
  const pressed = new Set(['help', 'escape'])
  console.log('SHORTCUTS ' + JSON.stringify([...sheet.keys()]))
  return {
    async press(command) {
      check(sheet.has(command), 'the sheet knows nothing of ' + command)
      for (const keys of sheet.get(command).split(' ')) await page.keyboard.press(keys.replace('Mod+', 'Control+'))
      pressed.add(command)
    },
    told: () => console.log('PRESSED ' + JSON.stringify([...pressed])),
  }
}

export async function agentsKeys(stage) {
  stage.expected.push(/status of 4(04|09)/) // what was declined is not to be seen before the page has left it
  const a = await agent(stage, 'zhangmin')
  await a.start()
  const { press, told } = await keyboard(a)
  await arrive(stage, a, press)
  await list(a, press)
  await rows(a, press)
  await composer(a, press)
  await session(stage, a, press)
  await anywhere(a, press)
  told()
}

const say = (stage, i, text) => stage.tg('say', { user: { id: 9000 + i, name: `客${i}`, lang: 'zh-hans' }, text })
const row = (a, i) => a.rows().filter({ hasText: `客${i}` })
const esc = (a) => a.page.keyboard.press('Escape')
const inList = (a) => until('the list has the keyboard', () => a.page.evaluate(() => document.activeElement?.matches('[data-testid=session-row]')))
const shown = async (a) => ((await a.page.locator('[data-testid=thread]').count()) ? a.page.locator('[data-testid=thread]').getAttribute('data-session') : '')
const order = (a) => a.rows().evaluateAll((all) => all.map((r) => r.dataset.session))

// arrive: the first offer is declined, for a colleague who has come and takes no second one; the next is accepted.
async function arrive(stage, a, press) {
  const offered = async (i) => {
    await say(stage, i, '运费怎么算')
    await row(a, i).waitFor()
    await press('row1')
    await a.id('offer-bar').waitFor()
  }
  await offered(0)
  const b = await agent(stage, 'zhaoliang')
  await b.start()
  await press('decline')
  await row(b, 0).click()
  await b.id('accept').click()
  await b.post('me/status', { status: 'draining' })
  await until('it is the colleague’s', async () => (await a.api('sessions?view=mine')).rows.length === 0)
  await a.id('view-mine').click()
  await offered(1)
  await press('accept')
  await a.box.waitFor()
  for (let i = 2; i <= ROWS; i++) await say(stage, i, '运费怎么算')
  await until('all of them', async () => (await a.rows().count()) === ROWS)
}

// list: all are picked and accepted at once, then some of them by each of the keys.
async function list(a, press) {
  const picked = (n) => a.id('bulk-count').filter({ hasText: `已选 ${n} 个` }).waitFor()
  await esc(a)
  await inList(a)
  await press('pickAll')
  await picked(ROWS)
  await press('bulk')
  await until('the bar has the keyboard', () => a.page.evaluate(() => !!document.activeElement?.closest('[data-testid=bulk-bar]')))
  await a.id('bulk-take').press('Enter')
  await until('all are accepted', async () => (await a.api('sessions?view=mine')).rows.every((r) => !r.offered_until))
  await a.id('bulk-clear').click() // the one that was hers already could not be accepted again
  await a.id('bulk-bar').waitFor({ state: 'detached' })

  await a.rest()
  await inList(a)
  await a.page.keyboard.press('Home')
  const focused = () => a.page.evaluate(() => document.activeElement?.dataset.session)
  const at = await order(a)
  await until('the first row', async () => (await focused()) === at[0])
  await press('rowDown')
  await until('one down', async () => (await focused()) === at[1])
  await press('rowUp')
  await until('one up', async () => (await focused()) === at[0])
  await press('pick')
  await picked(1)
  await a.page.keyboard.press('ArrowDown')
  await a.page.keyboard.press('ArrowDown')
  await until('two down', async () => (await focused()) === at[2])
  await press('pickTo')
  await picked(3)
  await esc(a)
  await a.id('bulk-bar').waitFor({ state: 'detached' })
  await press('filter')
  await a.id('list-tools').waitFor()
  await esc(a)
  await a.id('list-tools').waitFor({ state: 'detached' })
}

// rows: each of the first nine by its number, then the neighbours, and the most urgent one.
async function rows(a, press) {
  await a.rest()
  for (let n = ROWS; n >= 1; n--) {
    const want = (await order(a))[n - 1]
    await press('row' + n)
    await until(`row ${n}`, async () => (await shown(a)) === want)
    await a.box.waitFor()
  }
  const [first, second] = await order(a)
  await press('next')
  await until('the next one', async () => (await shown(a)) === second)
  await press('previous')
  await until('the one before', async () => (await shown(a)) === first)
  await press('row5')
  const due = (await a.api('sessions?view=mine')).rows.filter((r) => r.due_at).sort((x, y) => x.due_at - y.due_at)[0]
  await press('urgent')
  await until('the most urgent', async () => (await shown(a)) === due.id)
}

async function composer(a, press) {
  await a.thread().waitFor()
  await a.box.fill('先说一句')
  await press('greeting')
  await until('the greeting behind it', async () => /^先说一句.*张敏/.test(await a.box.inputValue()))
  await press('note')
  await a.page.locator('[data-testid=composer][data-mode=note]').waitFor()
  await press('note')
  await press('scripts')
  await a.id('script-picker').waitFor()
  await esc(a)
  await a.id('script-picker').waitFor({ state: 'detached' })
  await press('quote')
  await a.id('quote-bar').or(a.page.locator('[data-testid=composer] [data-testid*=quote]')).first().waitFor()
  await a.box.focus()
  await a.page.keyboard.type('a?')
  equal(await a.id('shortcuts').count(), 0, 'a key without a modifier while one types')
}

// session: what is done to the open one. A thank-you needs no reply.
async function session(stage, a, press) {
  const i = Number(/客(\d)/.exec(await a.id('thread-title').innerText())[1])
  await a.write('您好，满99元包邮。')
  await a.sent('满99元包邮')
  await say(stage, i, '好的，谢谢！')
  await a.id('no-reply-bar').waitFor()
  await press('noReply')
  await a.id('no-reply-said').waitFor()
  await press('star')
  await a.page.locator('[data-testid=star][aria-pressed=true]').waitFor()
  for (const [command, panel] of [['close', 'close-panel'], ['transfer', 'transfer-panel'], ['complaint', 'transfer-panel'], ['promise', 'promise-panel'], ['ask', 'ask-panel']]) {
    await press(command)
    await a.id(panel).waitFor()
    if (command === 'complaint') await a.id('complaint-nature').waitFor()
    await esc(a)
    await a.id(panel).waitFor({ state: 'detached' })
  }
  await a.id('open-close').click()
  await a.fillClose()
  await a.id('close-only').click()
  await a.id('hold-undo').waitFor()
  await press('undo')
  await a.id('hold-undo').waitFor({ state: 'detached' })
  equal((await a.api('sessions/' + (await a.session()))).phase, 'serving', 'the close that was taken back')
  await a.close()
  await a.id('reopen').waitFor()
  await press('reopen')
  await a.id('reopen-reason').fill('还有一句')
  await a.id('reopen-submit').click()
  await a.box.waitFor()
}

// anywhere: what lies over everything, and the places that are an agent's.
async function anywhere(a, press) {
  for (const [command, what] of [['palette', 'palette-box'], ['intake', 'intake']]) {
    await press(command)
    const there = a.page.getByRole('dialog').filter({ has: a.page.locator('input, textarea, select') })
    await there.first().waitFor()
    if (command === 'palette') await a.id(what).waitFor()
    await esc(a)
    await there.first().waitFor({ state: 'detached' })
  }
  await press('search')
  await a.id('search-page').waitFor()
  await until('the caret in the box', () => a.id('search-box').evaluate((e) => e === document.activeElement))
  await go(a, press, { goOwn: '/me', goComplaints: '/complaints', goInbox: '/inbox' })
}

// go: two letters, one after the other, outside of every box.
async function go({ page }, press, places) {
  for (const [command, path] of Object.entries(places)) {
    await page.evaluate(() => document.activeElement?.blur())
    await press(command)
    await page.waitForURL((url) => url.pathname.startsWith(path))
  }
}

export async function reviewersKeys(stage) {
  const page = await stage.person('supervisor')
  await signIn(stage, page, 'lizhuguan', /lizhuguan\s+(\S+)/.exec(stage.output)?.[1])
  const s = on(page)
  const { press, told } = await keyboard(s)
  await go(s, press, { goLive: '/live', goRatings: '/ratings', goSettings: '/settings', goQuality: '/quality' })
  await s.id('open-sample').first().click()
  await marked(s)
  await marks(s, press)
  await verdicts(s, press)
  told()
}

// marked opens an item in which there are two things at least to look at.
async function marked({ page, id }) {
  const items = page.locator('[data-testid=sample-item][data-verdict=open]')
  await items.first().waitFor()
  for (let i = 0; i < (await items.count()); i++) {
    await items.nth(i).click()
    await id('marked-transcript').waitFor()
    await page.locator('[data-testid=mark]').first().waitFor()
    const lines = await page.locator('[data-line]:has([data-testid=mark].loud)').count()
    if (lines >= 2) return
  }
  throw new Error('no item has two marks')
}

// marks: along the messages, and along those that something stands at; without the marks for who judges blind; another item instead.
async function marks({ page, id }, press) {
  const chosen = async () => Number(await page.locator('[data-line].chosen').getAttribute('data-line'))
  const at = async (command) => {
    const before = (await page.locator('[data-line].chosen').count()) ? await chosen() : 0
    await press(command)
    return until(command, async () => (await page.locator('[data-line].chosen').count()) && (await chosen()) !== before && chosen())
  }
  const first = await at('messageDown')
  const second = await at('messageDown')
  check(second > first, 'one message down')
  equal(await at('messageUp'), first, 'one message up')
  const one = await at('markNext')
  await page.locator('[data-line].chosen [data-testid=mark].loud').first().waitFor()
  const two = await at('markNext')
  check(two > one, 'the next mark')
  equal(await at('markPrevious'), one, 'the mark before')
  for (const pressed of ['true', 'false']) {
    await press('reviewBlind')
    await page.locator(`[data-testid=blind][aria-pressed=${pressed}]`).waitFor()
  }
  await press('reviewReplace')
  await id('replace-reason').waitFor()
  await page.evaluate(() => document.activeElement?.blur())
  await press('reviewReplace')
  await id('replace-reason').waitFor({ state: 'detached' })
}

// verdicts: one of each, then what is left, which takes that everything was read.
async function verdicts({ page, id }, press) {
  const criteria = await page.locator('[data-testid=criterion]').evaluateAll((all) => all.map((c) => c.dataset.criterion))
  const is = (c, verdict) => page.locator(`[data-testid=criterion][data-criterion=${c}][data-verdict=${verdict}]`).waitFor()
  for (const [c, command, verdict] of [['greeting', 'reviewPass', 'pass'], ['wording', 'reviewFail', 'fail'], ['clear', 'reviewNone', 'na']]) {
    await page.evaluate(() => document.activeElement?.blur())
    await page.keyboard.press('Digit' + (criteria.indexOf(c) + 1))
    await press(command)
    await is(c, verdict)
  }
  await until('everything was read', async () => {
    await page.evaluate(() => document.querySelectorAll('[data-testid=marked-transcript] [data-line]').forEach((l) => l.scrollIntoView()))
    for (const line of await page.locator('[data-line]').all()) await line.scrollIntoViewIfNeeded()
    return id('pass-rest').isEnabled()
  })
  await page.evaluate(() => document.activeElement?.blur())
  await press('reviewRest')
  await until('nothing is open', async () => (await page.locator('[data-testid=criterion][data-verdict=""]').count()) === 0)
  await is('clear', 'na')
}
