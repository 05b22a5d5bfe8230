// Telegram: a person at the stand-in, two agents of different groups.

import { agent } from './agent.mjs'
import { check, equal, until } from './stage.mjs'

const CUSTOMER = { id: 7001, name: '李女士', lang: 'zh-hans' }

export async function conversation(stage) {
  const say = async (text) => (await stage.tg('say', { user: CUSTOMER, text })).json()
  const received = async () => {
    const lines = (await (await stage.tg('ledger?type=send')).text()).split('\n').filter(Boolean).map((l) => JSON.parse(l))
    return lines.filter((l) => l.method === 'sendMessage' && l.ok !== false).map((l) => l.text)
  }
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

// unconfirmed: Telegram has the message, we have no answer. Nothing is sent again before a person says so.
async function unconfirmed(stage, a, has) {
  await stage.tg('faults', { kind: 'reset_after' })
  await a.write('这条消息的回执会丢失')
  const message = a.page.locator('[data-testid=message][data-delivery=unconfirmed]')
  await message.waitFor()
  check((await message.innerText()).includes('未确认'), 'the message says that it is unconfirmed')
  await message.getByTestId('resend').waitFor()
  await message.getByTestId('mark-delivered').click()
  await a.sent('这条消息的回执会丢失')
  await has('这条消息的回执会丢失')
  const sends = (await (await stage.tg('ledger?type=send')).text()).split('这条消息的回执会丢失').length - 1
  equal(sends, 1, 'sends of the unconfirmed message')
}
