// An agent's shift: forty sessions on three channels at once, the mouse left alone. What each customer gets is held against what
// the networks took (design/ui.md 2.1: A1, A4, A6, A8, A9, A13, A20).

import { agent } from './agent.mjs'
import { check, equal, until } from './stage.mjs'
import { visitor } from './visitor.mjs'

const TELEGRAM = 22, SLACK = 16 // and two visitors of the web chat: 40
const customer = (n) => `第${n}号`
const all = TELEGRAM + SLACK + 2

export async function shift(stage) {
  const line = cuttable()
  const a = await agent(stage, 'zhangmin', line.look)
  await a.start()
  const people = await arrive(stage)
  await until('all of them are hers', async () => (await a.api('sessions?view=mine&limit=100')).rows.length === all)
  stage.note('forty at once')
  await earliestFirst(a)

  const answered = await answers(stage, a, 12)
  stage.note('a dozen answered')
  await drafts(a)
  await burst(stage, a, people)
  stage.note('drafts and a burst')
  await moved(stage, a)
  stage.note('transferred, asked')
  await offline(stage, a, line)
  stage.note('away and back')
  await everyKey(a)
  await closes(a)
  await nothingMixed(stage, people, answered)
}

// arrive: forty customers write within the same second, each with a number of its own.
async function arrive(stage) {
  const people = []
  const tg = (i) => ({ n: i, say: (text) => stage.tg('say', { user: { id: 8000 + i, name: `客${i}`, lang: 'zh-hans' }, text }) })
  const sl = (i) => ({ n: i, say: (text) => stage.sl('say', { user: { id: `U${1000 + i}`, name: `客${i}`, locale: 'zh-CN' }, text }) })
  for (let i = 1; i <= TELEGRAM; i++) people.push(tg(i))
  for (let i = TELEGRAM + 1; i <= TELEGRAM + SLACK; i++) people.push(sl(i))
  for (let i = TELEGRAM + SLACK + 1; i <= all; i++) {
    const v = await visitor(stage, undefined, 'visitor' + i)
    people.push({ n: i, say: (text) => v.write(text), v })
  }
  await Promise.all(people.map((p) => p.say(`${customer(p.n)}：请问什么时候发货？`)))
  return people
}

// earliestFirst: the list stands in the order of its deadlines (A1).
async function earliestFirst(a) {
  const due = await a.page.getByTestId('countdown').evaluateAll((all) => all.map((e) => Number(e.dataset.due)))
  check(due.length > 5, 'countdowns in the list')
  equal(due, [...due].sort((x, y) => x - y), 'the deadlines from top to bottom')
}

// number is whose session is open, by what the customer wrote.
async function number(a) {
  const first = a.page.locator('[data-testid=message][data-role=customer]').first()
  await first.waitFor()
  return Number(/第(\d+)号/.exec(await first.innerText())[1])
}

// urgent opens the most urgent session, whichever it is, and waits until the page shows it whole.
async function urgent(a) {
  await step(a, 'Alt+KeyU')
  return number(a)
}

// step presses a key that goes to another session, and waits until that stands there.
async function step(a, key) {
  const shown = async () => ((await a.thread().count()) ? a.session() : '')
  const before = await shown()
  await a.page.keyboard.press(key)
  await until('another session by ' + key, async () => ![before, ''].includes(await shown()))
}

// answers the most urgent ones, one after the other, by the keyboard. The words are composed as an input method does: the Enter
// that ends a composition must send nothing (A13).
async function answers(stage, a, n) {
  const input = await a.page.context().newCDPSession(a.page)
  const done = []
  for (let i = 0; i < n; i++) {
    const who = await urgent(a)
    check(!done.includes(who), `session ${who} came back although it was answered`)
    await until('the greeting in the box', () => a.box.inputValue())
    await a.box.focus()
    await a.page.keyboard.press('End')
    if (i < 3) await compose(a, input, `回复${customer(who)}`)
    else await a.page.keyboard.insertText(`回复${customer(who)}`)
    await a.page.keyboard.press('Enter')
    await a.sent(`回复${customer(who)}`)
    done.push(who)
  }
  return done
}

async function compose(a, input, text) {
  const before = await a.box.inputValue()
  await input.send('Input.imeSetComposition', { text: 'huifu', selectionStart: 5, selectionEnd: 5 })
  await input.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Process', code: 'Enter', windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229 })
  await input.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 })
  equal(await a.box.inputValue(), before + 'huifu', 'what is composed stays in the box')
  await input.send('Input.insertText', { text })
  equal(await a.box.inputValue(), before + text, 'what was composed')
}

// drafts: what is typed for one customer stays with that customer, however one jumps about (A6, A9).
async function drafts(a) {
  const typed = new Map()
  await urgent(a)
  for (let i = 0; i < 6; i++) {
    await step(a, 'Alt+ArrowDown')
    const who = await number(a)
    if (typed.has(who)) continue
    await a.box.focus()
    await a.page.keyboard.press('Control+a')
    await a.page.keyboard.insertText(`草稿${customer(who)}`)
    typed.set(who, await a.session())
  }
  check(typed.size > 2, 'several drafts')
  for (let i = 0; i < 5; i++) {
    await step(a, i % 4 === 3 ? 'Alt+ArrowDown' : 'Alt+ArrowUp')
    const session = await a.session()
    for (const [who, id] of typed) if (id === session) equal(await a.box.inputValue(), `草稿${customer(who)}`, 'the draft of ' + who)
  }
  for (const [who, session] of typed) {
    await a.page.goto(new URL('/inbox/mine/' + session, a.page.url()).href)
    await a.thread().waitFor()
    await until('the draft of ' + who, async () => (await a.box.inputValue()) === `草稿${customer(who)}`)
    await a.box.fill('')
  }
}

// burst: many short messages stand in their order, and are one thing to answer.
async function burst(stage, a, people) {
  const p = people[0]
  const words = Array.from({ length: 10 }, (_, i) => `连发${i}`)
  for (const w of words) await p.say(w)
  await open(a, p.n)
  await a.message('连发9', 'customer').waitFor()
  const shown = await a.page.locator('[data-testid=message][data-role=customer] .bubble').allTextContents()
  equal(shown.map((t) => t.trim()).filter((t) => t.startsWith('连发')), words, 'the order of a burst')
}

// open goes to the session of a customer by its number.
async function open(a, n) {
  const { rows } = await a.api('sessions?view=mine&limit=100')
  for (const s of rows) {
    const { messages } = await a.api(`sessions/${s.id}/messages?limit=50`)
    if (!messages.some((m) => m.role === 'customer' && m.text.startsWith(customer(n) + '：'))) continue
    await a.page.goto(new URL('/inbox/mine/' + s.id, a.page.url()).href)
    await a.thread().waitFor()
    return s.id
  }
  throw new Error(`no session of ${n}`)
}

// moved: one to the order group, one to the complaint group as a dispute, and a colleague is asked, all by the keyboard.
async function moved(stage, a) {
  const session = await open(a, 5)
  await a.page.keyboard.press('Alt+KeyW')
  await a.id('to-group-order').check()
  await a.id('transfer-note').fill('问订单，未承诺')
  await a.page.keyboard.press('Control+Enter')
  await a.id('transfer-panel').waitFor({ state: 'detached' })
  const theirs = (r) => r.id !== session || r.group === 'order' // hers to look at still, if she had answered
  await until('the order group has it', async () => (await a.api('sessions?view=mine&limit=100')).rows.every(theirs))

  await open(a, 6)
  await a.page.keyboard.press('Alt+KeyA')
  await a.id('transfer-note').fill('发错货，客户要求退差价')
  await a.id('complaint-nature').fill('发错货')
  await a.id('complaint-wanted').fill('退差价 20 元')
  await a.page.keyboard.press('Control+Enter')
  await a.page.getByText(/TS-\d{4}-\d{6}/).first().waitFor()

  await open(a, 7)
  await a.page.keyboard.press('Alt+KeyH')
  await a.id('ask-panel').waitFor()
  await a.id('ask-to').selectOption({ label: await a.id('ask-to').locator('option').filter({ hasText: '孙悦' }).innerText() })
  await a.id('ask-text').fill('这个订单可以加急吗？')
  await a.page.keyboard.press('Control+Enter')
  await a.id('open-ask-item').first().waitFor()
  const b = await agent(stage, 'sunyue')
  await b.id('view-asked').filter({ hasText: '1' }).click()
  await b.rows().first().click()
  await b.thread().waitFor()
  await b.id('open-answer').click()
  await b.id('answer-text').fill('可以加急')
  await b.page.keyboard.press('Control+Enter')
  await a.page.locator('[data-testid=message][data-purpose="ask:answer"]').filter({ hasText: '可以加急' }).waitFor()
  await b.page.close()
}

// cuttable is a browser whose line can be cut: being offline alone leaves its open sockets as they are.
function cuttable() {
  let shut = false
  const open = new Set()
  const before = (page) => page.routeWebSocket('**/api/v1/stream', (ws) => {
    if (shut) return ws.close({ code: 4003 })
    ws.connectToServer()
    open.add(ws)
  })
  return {
    look: { before },
    cut() {
      shut = true
      for (const ws of open) ws.close({ code: 4003 })
      open.clear()
    },
    mend: () => (shut = false),
  }
}

// offline: the line is cut while she writes and customers write. Afterwards everything is there once (A8).
async function offline(stage, a, line) {
  stage.expected.push(/WebSocket connection|ERR_INTERNET_DISCONNECTED|Failed to load resource/)
  const here = await open(a, 9)
  await a.page.context().setOffline(true)
  line.cut()
  await a.id('bar-offline').waitFor()
  await stage.tg('say', { user: { id: 8009, name: '客9', lang: 'zh-hans' }, text: '还在吗？' })
  await a.box.focus()
  await a.page.keyboard.press('Control+a')
  await a.page.keyboard.insertText(`您好，离线答${customer(9)}`)
  await a.page.keyboard.press('Enter')
  await a.page.locator('[data-testid=message].pending').filter({ hasText: '离线答' }).waitFor()
  equal(await a.id('bar-update').count(), 0, 'who has no line is not asked to reload')
  line.mend()
  await a.page.context().setOffline(false)
  await a.live()
  await a.sent('离线答')
  await a.message('还在吗', 'customer').waitFor()
  const { messages } = await a.api(`sessions/${here}/messages?limit=100`)
  equal(messages.filter((m) => m.text.includes('离线答')).length, 1, 'how often it is in the record')
}

// everyKey: each shortcut does what the list of shortcuts says (A20).
async function everyKey(a) {
  const { page, id } = a
  const shows = async (key, what) => {
    await page.keyboard.press(key)
    await id(what).waitFor()
    await page.keyboard.press('Escape')
    await id(what).waitFor({ state: 'detached' })
  }
  await open(a, 10)
  await a.box.focus()
  await shows('Alt+KeyQ', 'close-panel')
  await shows('Alt+KeyW', 'transfer-panel')
  await shows('Alt+KeyH', 'ask-panel')
  await shows('Alt+KeyP', 'promise-panel')
  await shows('Alt+KeyS', 'script-picker')
  await a.box.fill('')
  await page.keyboard.press('Alt+KeyX')
  await page.locator('[data-testid=composer][data-mode=note]').waitFor()
  await page.keyboard.press('Alt+KeyX')
  await page.locator('[data-testid=composer][data-mode=reply]').waitFor()
  await page.keyboard.press('Alt+KeyG')
  await until('the greeting by its key', async () => (await a.box.inputValue()).length > 5)
  await a.box.fill('')
  await page.keyboard.press('Alt+KeyU') // to the top, where this may be already
  await a.thread().waitFor()
  for (const key of ['Alt+ArrowDown', 'Alt+ArrowDown', 'Alt+ArrowUp']) await step(a, key)
}

// closes two that were answered, by the keyboard alone.
async function closes(a) {
  for (const n of [9, 10]) {
    const session = await open(a, n)
    if (n === 10) {
      await a.box.fill(`您好，再答${customer(10)}`)
      await a.box.press('Enter')
      await a.sent(`再答${customer(10)}`)
    }
    await a.page.keyboard.press('Alt+KeyQ')
    await a.id('outcome-solved').check()
    await a.id('close-category').selectOption('consult')
    await a.page.keyboard.press('Control+Enter')
    await until('the close', async () => ['closing', 'closed'].includes((await a.api('sessions/' + session)).phase))
  }
}

// nothingMixed: by the networks' own books, no customer got a word that was for another (A6).
async function nothingMixed(stage, people, answered) {
  const texts = async () => {
    const got = new Map(people.map((p) => [p.n, []]))
    for (const l of await stage.tgSends()) if (l.ok !== false && l.text) got.get(Number(l.chat_id) - 8000)?.push(l.text)
    const rooms = new Map()
    for (const c of await stage.sl('calls')) if (c.ts) rooms.set(c.channel, [...(rooms.get(c.channel) ?? []), c.text])
    return { got, rooms }
  }
  await until('every answer has left', async () => {
    const { got, rooms } = await texts()
    const said = [...got.values(), ...rooms.values()].flat().join('\n')
    return answered.filter((n) => n <= TELEGRAM + SLACK).every((n) => said.includes(`回复${customer(n)}`))
  })
  const { got, rooms } = await texts()
  for (const [n, said] of got) for (const t of said) for (const m of t.matchAll(/第(\d+)号/g)) equal(Number(m[1]), n, `who got "${t}"`)
  for (const [room, said] of rooms) check(new Set(said.flatMap((t) => [...t.matchAll(/第(\d+)号/g)].map((m) => m[1]))).size <= 1, `one customer's answers alone in ${room}`)
  for (const n of answered) {
    const times = [...got.values(), ...rooms.values()].flat().filter((t) => t.includes(`回复${customer(n)}`)).length
    if (n <= TELEGRAM + SLACK) equal(times, 1, `how often customer ${n} got the answer`)
  }
  equal(got.get(9).filter((t) => t.includes('离线答')).length, 1, 'how often the answer from offline arrived')
  for (const p of people.filter((p) => p.v)) for (const t of await p.v.theirs()) for (const m of t.matchAll(/第(\d+)号/g)) equal(Number(m[1]), p.n, `who saw "${t}"`)
}
