// An agent chooses which message an answer is to.

import { agent } from './agent.mjs'
import { NARROW, WIDE } from './appearance.mjs'
import { inspector } from './inspect.mjs'
import { equal, until } from './stage.mjs'
import { visitor } from './visitor.mjs'

export async function quotes(stage) {
  const { inspect, everywhere, nothing } = inspector(stage)
  const a = await agent(stage, 'zhangmin', { viewport: WIDE })
  await a.start()
  const bar = a.id('quote-bar')

  // Telegram: by the keyboard, the newest question first and then the one before.
  const user = { id: 7001, name: '李女士', lang: 'zh-hans' }
  const say = async (text) => (await (await stage.tg('say', { user, text })).json()).message_id
  const colour = await say('颜色能换吗？')
  await say('还有，哪天发货？')
  await a.pick('李女士')
  await a.message('哪天发货', 'customer').waitFor()
  await a.box.press('Alt+i')
  await bar.filter({ hasText: '哪天发货' }).waitFor()
  await a.box.press('Alt+i')
  await bar.filter({ hasText: '颜色能换吗' }).waitFor()
  await a.box.fill('颜色可以换成蓝色。')
  await everywhere(a, 'quote')
  await a.page.reload() // the draft remembers what it is to
  await bar.filter({ hasText: '颜色能换吗' }).waitFor()
  equal(await a.box.inputValue(), '颜色可以换成蓝色。', 'the draft')
  const other = await agent(stage, 'zhangmin', { viewport: WIDE }) // and so does every other browser
  await other.pick('李女士')
  await other.id('quote-bar').filter({ hasText: '颜色能换吗' }).waitFor()
  equal(await other.box.inputValue(), '颜色可以换成蓝色。', 'the draft in another browser')
  await a.box.press('Enter')
  await a.sent('颜色可以换成蓝色')
  await bar.waitFor({ state: 'detached' })
  await a.message('颜色可以换成蓝色', 'agent').getByTestId('about').filter({ hasText: '颜色能换吗' }).waitFor()
  equal((await stage.tgSends()).find((l) => l.text?.includes('蓝色')).reply_to, colour, 'the message that Telegram is told of')

  // Taken off again, the answer is to nothing in particular.
  await a.box.press('Alt+i')
  await a.id('unquote').click()
  await bar.waitFor({ state: 'detached' })
  await a.write('明天发货。')
  await a.sent('明天发货')
  equal((await stage.tgSends()).find((l) => l.text?.includes('明天发货')).reply_to ?? 0, 0, 'an answer without a choice')

  // The web chat: by the mouse, the customer's message and one of ours.
  const v = await visitor(stage)
  await v.write('发票抬头怎么改？')
  await v.kept('发票抬头')
  await a.pick('发票抬头')
  await quote(a, a.message('发票抬头', 'customer'))
  await a.write('您好，在订单页改。')
  await a.sent('在订单页改')
  await quote(a, a.message('在订单页改', 'agent'))
  await a.write('改完要重新下载。')
  await a.sent('重新下载')
  const seen = (text) => v.page.locator('#scroll li.theirs', { has: v.page.locator('.bubble', { hasText: text }) }).locator('.quote')
  await seen('在订单页改').filter({ hasText: '发票抬头怎么改' }).waitFor()
  await seen('重新下载').filter({ hasText: '在订单页改' }).waitFor()
  await v.page.reload()
  await seen('重新下载').filter({ hasText: '在订单页改' }).waitFor()
  await inspect(v.page, 'chat-quote-zh-CN')
  await a.page.emulateMedia({ colorScheme: 'dark' })
  await inspect(a.page, 'quoted-zh-CN-dark-1440')
  await a.page.setViewportSize(NARROW)
  await a.box.press('Alt+i')
  await until('the quote stands', () => bar.count())
  await inspect(a.page, 'quoted-zh-CN-dark-390')
  nothing()
}

// quote points at a message and presses what shows beside it.
async function quote(a, message) {
  await message.hover()
  await message.getByTestId('quote').click()
  await a.id('quote-bar').waitFor()
}
