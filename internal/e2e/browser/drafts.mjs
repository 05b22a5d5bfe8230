// What is written and not sent, in several browsers; and colleagues at the same conversation.

import { agent } from './agent.mjs'
import { inspector } from './inspect.mjs'
import { check, equal, until } from './stage.mjs'
import { visitor } from './visitor.mjs'

const PDF = { name: '退换说明.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n% a guide\n%%EOF\n') }

// saved waits until the server has a draft like this.
async function saved(a, fits) {
  const session = await a.session()
  await until('the server to have the draft', async () => (await a.api(`sessions/${session}/drafts`)).drafts.some(fits))
}

const reads = (a, want) => until(`the box to say ${want}`, async () => (await a.box.inputValue()) === want)

// A draft outlives the page, is found in a second browser with its file, goes there when it changes, and is over when it was sent.
export async function browsers(stage) {
  stage.expected.push(/ERR_INTERNET_DISCONNECTED/, /drafts\/reply/) // the line that is cut, and the save that is outrun
  const { everywhere, nothing } = inspector(stage)
  const v = await visitor(stage)
  await v.write('我想退货')
  await v.kept('我想退货')
  const a = await agent(stage, 'zhangmin')
  await a.start()
  await a.pick('我想退货')
  await a.box.fill('您好，请看说明，')
  await a.id('attach-input').setInputFiles([PDF])
  await a.page.locator('[data-testid=chosen-file][data-state=ready]').waitFor()
  await saved(a, (d) => d.mode === 'reply' && d.text === '您好，请看说明，' && d.files.length === 1)
  await a.id('mode-note').click()
  await a.box.fill('他上周也退过')
  await saved(a, (d) => d.mode === 'note' && d.text === '他上周也退过')
  await a.page.reload()
  await a.thread().waitFor()
  await reads(a, '您好，请看说明，')
  equal(await a.id('chosen-file').allInnerTexts().then((all) => all.map((x) => x.split('\n')[0])), ['退换说明.pdf'], 'the file after a reload')

  const b = await agent(stage, 'zhangmin')
  await b.row('我想退货').getByText('草稿').waitFor()
  await b.pick('我想退货')
  await reads(b, '您好，请看说明，')
  await b.page.locator('[data-testid=chosen-file][data-state=ready]').waitFor()
  await b.id('mode-note').click()
  await reads(b, '他上周也退过')
  await b.id('mode-reply').click()
  stage.note('the second browser has both')

  await b.box.fill('您好，请看说明，有问题再问我。')
  await reads(a, '您好，请看说明，有问题再问我。')
  await a.page.context().setOffline(true)
  await a.box.fill('这里写的')
  await b.box.fill('那边写的')
  await saved(b, (d) => d.text === '那边写的')
  await a.page.context().setOffline(false)
  await a.id('clash').waitFor()
  await everywhere(a, 'clash')
  equal([await a.box.inputValue(), await a.id('clash-text').innerText()], ['这里写的', '那边写的'], 'both texts')
  await a.id('clash-both').click()
  await reads(b, '这里写的\n那边写的')
  stage.note('nothing was lost')

  await b.box.press('Enter')
  await b.sent('那边写的')
  await reads(a, '')
  await until('the file to be gone from the first browser', async () => (await a.id('chosen-file').count()) === 0)
  await v.sees('那边写的')
  check((await a.row('我想退货').count()) === 0 || (await a.row('那边写的').getByText('草稿').count()) === 1, 'the note is a draft still')
  nothing()
}

// Two colleagues at one conversation see each other, unless the page is hidden; who answers while the other one does is asked.
export async function together(stage) {
  const { everywhere, nothing } = inspector(stage)
  const v = await visitor(stage)
  await v.write('请问几点发货')
  await v.kept('请问几点发货')
  const a = await agent(stage, 'zhangmin')
  await a.start()
  await a.pick('请问几点发货')
  const lead = await agent(stage, 'lead')
  await lead.page.goto(stage.url + '/inbox/all')
  await lead.pick('请问几点发货')
  await a.id('viewers').filter({ hasText: '陈立' }).waitFor()
  await lead.id('viewers').filter({ hasText: '张敏' }).waitFor()
  const hide = (hidden) => lead.page.evaluate((h) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => h })
    document.dispatchEvent(new Event('visibilitychange'))
  }, hidden)
  await hide(true)
  await a.id('viewers').waitFor({ state: 'detached' })
  await hide(false)
  await a.id('viewers').filter({ hasText: '陈立' }).waitFor()
  stage.note('they see each other')

  // The lead's second window lags behind and goes on writing: it says so until it is closed.
  const session = await a.session()
  await lead.page.evaluate((id) => {
    const ws = (window.lagging = new WebSocket(location.origin.replace('http', 'ws') + '/api/v1/stream'))
    ws.onopen = () => {
      ws.send(JSON.stringify({ op: 'hello', epoch: '', list: { view: 'all', limit: 1 }, sessions: { [id]: 1 } }))
      window.writing = setInterval(() => ws.readyState === 1 && ws.send(JSON.stringify({ op: 'typing', session: id, mode: 'reply' })), 1000)
    }
    ws.onmessage = (ev) => JSON.parse(ev.data).op === 'ping' && ws.send('{"op":"pong"}')
  }, session)
  await a.id('lock').filter({ hasText: '陈立' }).waitFor()
  await everywhere(a, 'lock')
  await a.box.fill('您好，今天下午发货。')
  await a.box.press('Enter')
  await a.id('lock-yield').click()
  check(await a.box.evaluate((e) => e.readOnly), 'the box rests')
  equal((await a.transcript(session)).filter(([role]) => role === 'agent'), [], 'nothing was sent')
  await a.id('lock-go').click()
  await a.id('lock').waitFor({ state: 'detached' })
  await a.box.press('Enter')
  await a.sent('今天下午发货')
  await lead.page.evaluate(() => (clearInterval(window.writing), window.lagging.close()))
  await v.sees('今天下午发货')
  nothing()
}
