// Telegram: a person at the stand-in, two agents of different groups.

import { agent } from './agent.mjs'
import { check, equal, until } from './stage.mjs'

const CUSTOMER = { id: 7001, name: '李女士', lang: 'zh-hans' }

export async function conversation(stage) {
  const say = async (text) => (await stage.tg('say', { user: CUSTOMER, text })).json()
  const received = async () => (await stage.tgSends()).filter((l) => l.method === 'sendMessage' && l.ok !== false).map((l) => l.text)
  const has = (text) => until('the customer receives ' + text, async () => (await received()).some((t) => t?.includes(text)))

  const a = await agent(stage, 'zhangmin')
  await a.start()
  const b = await agent(stage, 'sunyue')
  await b.start()
  stage.note('two agents receive')

  await say('卖家发错货，要求退差价')
  await a.pick('李女士')
  await a.message('要求退差价', 'customer').waitFor()
  await has('青禾商城')
  await a.box.press('End')
  await a.page.keyboard.type('我先核实一下。')
  await a.page.keyboard.press('Enter')
  await has('我先核实一下')
  await a.sent('我先核实一下')
  const session = await a.session()
  stage.note('answered')

  await unconfirmed(stage, a, has)
  stage.note('unconfirmed')

  await say('你们处理得太慢了')
  await a.message('太慢了', 'customer').waitFor()
  await a.transfer('group-complaint', '交易纠纷：要求退差价 20 元，未承诺')
  await b.pick('李女士')
  await b.message('未承诺', 'note').waitFor()
  await b.message('要求退差价', 'customer').waitFor()
  await until('the holder changes', async () => (await b.api('sessions/' + session)).holder?.name === '孙悦')
  const row = await b.api('sessions/' + session)
  equal([row.group, row.owner?.name], ['complaint', '张敏'], 'the group, and the first-contact owner who stays')
  await b.post(`sessions/${session}/findings`, { client_id: 'verified', text: '仓库发错颜色' })
  await b.write('您好，投诉专员孙悦为您服务，差价今天退回。')
  await has('差价今天退回')
  await b.sent('差价今天退回')
  const closing = await b.close()
  await has(closing)
  await until('the close', async () => (await b.api('sessions/' + session)).phase === 'closed')
  const texts = await received()
  equal(texts.filter((t) => t === closing).length, 1, 'closing scripts received')
  check(!texts.some((t) => t.includes('未承诺')), 'the customer must not receive the hand-over note')
}

// files: a customer's photo comes in byte for byte, and the agent's goes out, its long text behind it. At the end a star is
// pressed, and the buttons go (SAT-01).
export async function files(stage) {
  const calls = stage.tgSends
  const a = await agent(stage, 'zhangmin')
  await a.start()
  const photo = await a.page.screenshot({ type: 'png', clip: { x: 0, y: 0, width: 60, height: 40 } })
  await stage.tg('say', { user: CUSTOMER, kind: 'photo', text: '包装破了', data: photo.toString('base64') })
  await a.pick('李女士')
  await a.message('包装破了', 'customer').waitFor()
  const session = await a.session()
  const messages = async () => (await a.api(`sessions/${session}/messages?limit=50`)).messages
  const [line] = await until('the photo is here', async () => (await messages()).filter((m) => m.files?.[0]?.state === 'stored'))
  const bytes = await a.page.request.get(`${stage.url}/api/v1/sessions/${session}/messages/${line.seq}/files/0`)
  check((await bytes.body()).equals(photo), 'the photo is what the customer sent')
  stage.note('a photo came in')

  const origin = { origin: stage.url, 'content-type': 'application/octet-stream' }
  const handed = await a.page.request.post(stage.url + '/api/v1/uploads?name=look.png', { data: photo, headers: origin })
  const upload = await handed.json()
  equal([handed.status(), upload.kind], [201, 'photo'], 'the upload')
  const text = '您好，请这样打包。'.repeat(200)
  const { version } = await a.api('sessions/' + session)
  await a.post(`sessions/${session}/replies`, { client_id: 'f1', text, upload: upload.id, seen_version: version })
  const sent = await until('both arrive', async () => {
    const seen = (await calls()).filter((c) => c.done && (c.file || text.startsWith(c.text)))
    return seen.length === 2 && seen
  })
  equal(sent.map((c) => [c.method, c.text ?? '']), [['sendPhoto', ''], ['sendMessage', text]], 'what the customer received')
  equal(sent[0].file.size, photo.length, 'the size of the picture')
  await a.sent('请这样打包')
  stage.note('a photo went out')

  await a.close()
  await until('the close', async () => (await a.api('sessions/' + session)).phase === 'closed')
  const asked = (await calls()).filter((c) => c.method === 'sendMessage' && c.reply_markup).at(-1)
  await stage.tg('tap', { user: CUSTOMER, message_id: asked.message_id, data: '4' })
  await until('the rating', async () => (await messages()).some((m) => m.purpose === 'rating' && m.text === '4'))
  await until('the buttons go', async () => (await calls()).some((c) => c.method === 'editMessageReplyMarkup' && c.done))
}

// polled: what the customer said around a power cut is there, each once and in order, and can be answered.
export async function polled(stage) {
  const a = await agent(stage, 'zhangmin')
  await a.start()
  await a.pick('李女士')
  await a.message('第四句', 'customer').waitFor()
  const said = (await a.transcript(await a.session())).filter(([role]) => role === 'customer').map(([, text]) => text)
  equal(said, ['第一句', '第二句', '第三句', '第四句'], 'what the customer said')
  await a.write('您好，我来处理。')
  await a.sent('我来处理')
}

// unconfirmed: Telegram has the message, we have no answer. Nothing is sent again before a person says so.
async function unconfirmed(stage, a, has) {
  await stage.tg('faults', { kind: 'reset_after' })
  await a.write('这条消息的回执会丢失')
  const message = a.page.locator('[data-testid=message][data-delivery=unconfirmed]')
  await message.waitFor()
  check((await message.innerText()).includes('未确认'), 'the message says that it is unconfirmed')
  await message.getByTestId('resend').waitFor()
  await message.getByTestId('tries').click()
  const said = await message.getByTestId('try-list').innerText()
  check(said.includes('网络没有明确答复') && !/bot\d+:/.test(said), 'what happened, without the token: ' + said)
  await message.getByTestId('mark-delivered').click()
  await a.sent('这条消息的回执会丢失')
  await has('这条消息的回执会丢失')
  const sends = (await (await stage.tg('ledger?type=send')).text()).split('这条消息的回执会丢失').length - 1
  equal(sends, 1, 'sends of the unconfirmed message')
}
