// Every chip of ui.md 1.6 on one list, each brought about as it comes about.

import { agent } from './agent.mjs'
import { inspector } from './inspect.mjs'
import { shop } from './network.mjs'
import { check, until } from './stage.mjs'

export async function chips(stage) {
  const seen = inspector(stage)
  const net = await shop(stage)
  try {
    const a = await agent(stage, 'zhangmin')
    await a.start()
    const greet = async (key, name, text) => {
      await net.say(key, name, text)
      await a.pick(name)
      await until('the greeting in the box', () => a.box.inputValue())
      await a.write('您好，我是张敏，马上为您查。')
      await a.sent('马上为您查')
    }
    const sup = await agent(stage, 'lizhuguan') // sees all of them on one list
    await sup.id('view-all').click()
    const chip = (name, id) => sup.row(name).getByTestId(id)
    // A group that is not at work today: the clock of what is written there goes on with its next opening.
    await greet('night', '王强', '仓库什么时候发货')
    await a.transfer('group-order', '问发货时间')
    await net.say('night', '王强', '还在吗')
    await chip('王强', 'countdown').filter({ hasText: /^休 · .*\d\d:00 起计$/ }).waitFor()
    // A promise, and nothing owed: it waits for the customer.
    await greet('promise', '李女士', '付款后一直转圈')
    await a.page.keyboard.press('Alt+KeyP')
    await a.id('promise-text').fill('查到后告知')
    await a.id('quick-m30').click()
    await a.id('promise-submit').click()
    await chip('李女士', 'row-promise').filter({ hasText: /^诺 \d\d:\d\d 余 \d\d:\d\d$/ }).waitFor()
    const waits = chip('李女士', 'countdown')
    check(/^等客户 /.test(await waits.innerText()), 'it waits for the customer')
    check(/起等客户，不会自动结束$/.test(await waits.getAttribute('title')), 'what the pointer reads')
    // A complaint, beside the clock of the next answer.
    await greet('complaint', '陈先生', '我要投诉，商品破损')
    await a.transfer('group-complaint', '商品破损，要求退款')
    await net.say('complaint', '陈先生', '怎么没有人回我')
    await chip('陈先生', 'row-complaint').filter({ hasText: /^诉 .*\d\d:\d\d 余 / }).waitFor()
    await chip('陈先生', 'countdown').filter({ hasText: '续' }).waitFor()
    // On its way, and failed: the clock of the customer goes on.
    await net.say('sending', '赵六', '发票能补开吗')
    await a.pick('赵六')
    await until('the greeting in the box', () => a.box.inputValue())
    let release
    net.answers(() => new Promise((done) => (release = () => done({ status: 400 }))))
    await a.write('您好，可以补开。')
    const sending = chip('赵六', 'row-sending')
    await sending.filter({ hasText: '发送中…' }).waitFor()
    check((await chip('赵六', 'countdown').getAttribute('data-look')) !== 'calm', 'the clock goes on while the network thinks')
    await until('the network to have it', () => release)
    release()
    await sending.filter({ hasText: '发送失败 重试' }).waitFor()
    net.answers(() => ({ status: 200 }))
    // A new one, whose first answer is owed.
    await net.say('first', '孙七', '这个尺码还有吗')
    await chip('孙七', 'countdown').filter({ hasText: /\d\d:\d\d|超时/ }).waitFor()
    for (const [name, id] of [['王强', 'countdown'], ['李女士', 'row-promise'], ['陈先生', 'row-complaint'], ['赵六', 'row-sending'], ['孙七', 'countdown']]) await sup.row(name).getByTestId(id).waitFor()
    await seen.everywhere(sup, 'chips')
    // What was sent again and is taken stops the clock, and the chip goes.
    await a.pick('赵六')
    await a.id('resend').click()
    await sending.waitFor({ state: 'detached' })
    await chip('赵六', 'countdown').filter({ hasText: '等客户' }).waitFor()
    seen.nothing()
    stage.note('every chip')
  } finally {
    await net.down()
  }
}
