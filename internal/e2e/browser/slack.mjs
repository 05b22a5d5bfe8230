// Slack: a person in a direct message, another one in a channel, and an agent who answers both.

import { agent } from './agent.mjs'
import { check, equal, until } from './stage.mjs'

const LI = { id: 'U0007', name: '李女士', locale: 'zh-CN' }
const BOB = { id: 'U0008', name: 'Bob', locale: 'en-US' }

export async function conversation(stage) {
  const say = (user, text, where = {}) => stage.sl('say', { user, text, ...where })
  const posted = async () => (await stage.sl('calls')).filter((c) => c.ts)
  const has = (text) => until('Slack shows ' + text, async () => (await posted()).find((c) => c.text.includes(text)))

  const a = await agent(stage, 'zhangmin')
  await a.start()
  const { channel: dm } = await say(LI, '付款后一直转圈 &lt;3 &amp; 急')
  await a.pick('李女士')
  await a.message('付款后一直转圈 <3 & 急', 'customer').waitFor()
  equal((await has('青禾商城')).channel, dm, 'where the greeting stands')
  await a.write('您好 <!channel>，5*3 & <@U0008>')
  await a.sent('您好 <!channel>')
  const answer = await has('5*3')
  equal([answer.text, answer.channel, answer.thread_ts ?? ''], ['您好 &lt;!channel&gt;，5*3 &amp; &lt;@U0008&gt;', dm, ''], 'the answer, which pings nobody')
  check(!answer.unfurl && !answer.mrkdwn && !answer.link_names && !answer.reply_broadcast, 'the answer is plain')
  stage.note('a direct message is answered')

  await unconfirmed(stage, a, posted)
  stage.note('unconfirmed')

  await thread(stage, a, say, has)
  stage.note('a thread is answered')

  // Who writes while the desk is down is heard when it is back: Slack tries again, and the desk knows what it has.
  stage.expected.push(/WebSocket connection|ERR_CONNECTION|status of 50[23]/)
  await stage.control('kill')
  await say(LI, '你们还在吗')
  await stage.control('start')
  await a.pick('李女士')
  await a.message('你们还在吗', 'customer').waitFor()
  await a.live()
  await until('Slack to be told', async () => (await stage.sl('events')).every((e) => e.state === 'delivered'))
  equal(await a.message('你们还在吗', 'customer').count(), 1, 'how often it is shown')
}

// outage: what is written while the desk is down for longer than Slack tries is there when it is back, once and in order.
export async function outage(stage) {
  const say = (user, text, where = {}) => stage.sl('say', { user, text, ...where })
  const a = await agent(stage, 'zhangmin')
  await a.start()
  await say(LI, '第一条')
  await a.pick('李女士')
  await a.message('第一条', 'customer').waitFor()
  stage.expected.push(/WebSocket connection|ERR_CONNECTION|status of 50[23]/)
  await stage.control('kill')
  for (const text of ['第二条', '第三条', '第四条']) await say(LI, text)
  await say(BOB, 'hello, anybody there?')
  await until('Slack to give up', async () => (await stage.sl('events')).slice(-4).every((e) => e.state === 'lost'))
  await stage.control('start')
  await a.pick('李女士')
  await a.message('第四条', 'customer').waitFor()
  const shown = await a.page.locator('[data-testid=message][data-role=customer]').allInnerTexts()
  equal(['第一条', '第二条', '第三条', '第四条'].map((text) => shown.findIndex((line) => line.includes(text))), [0, 1, 2, 3], 'where the lines stand')
  equal(shown.length, 4, 'how many lines there are')
  await a.pick('Bob')
  await a.message('hello, anybody there?', 'customer').waitFor()
}

// unconfirmed: Slack has the message, we have no answer. Nothing is sent again before a person says so.
async function unconfirmed(stage, a, posted) {
  await stage.sl('faults', { kind: 'reset_after', method: 'chat.postMessage' })
  await a.write('这条消息的回执会丢失')
  await a.page.locator('[data-testid=message][data-delivery=unconfirmed]').getByTestId('mark-delivered').click()
  await a.sent('这条消息的回执会丢失')
  equal((await posted()).filter((c) => c.text.includes('回执会丢失')).length, 1, 'sends of the unconfirmed message')
}

// thread: only who names the desk in a channel begins a conversation; its thread goes on without the name.
async function thread(stage, a, say, has) {
  const { id: channel } = await stage.sl('channel', { name: 'help' })
  await say(BOB, '午饭？', { channel })
  const { ts } = await say(BOB, '<@U0STANDIN> where is my order?', { channel })
  await a.pick('Bob · #help')
  await a.message('where is my order?', 'customer').waitFor()
  await say(BOB, 'it is a blue one', { channel, thread: ts })
  await a.message('it is a blue one', 'customer').waitFor()
  await a.write('I am looking into it.')
  await a.sent('I am looking into it.')
  equal((await has('looking into it')).thread_ts, ts, 'the thread of the answer')
  equal(await a.rows().filter({ hasText: '午饭' }).count(), 0, 'sessions that people had among themselves')
}
