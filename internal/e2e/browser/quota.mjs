// A network that takes three messages after each of the customer's: what is left is told where one writes, what would be too much is not sent.

import { agent } from './agent.mjs'
import { inspector } from './inspect.mjs'
import { shop } from './network.mjs'
import { check, equal, until } from './stage.mjs'

export async function quota(stage) {
  stage.expected.push(/status of 409/)
  const seen = inspector(stage)
  const net = await shop(stage)
  try {
    const a = await agent(stage, 'zhangmin')
    await a.start()
    await net.say('42', '李女士', '付款后一直转圈')
    await net.gets('42', '为您服务') // the greeting is one of the three
    await a.pick('李女士')
    const left = (text) => a.id('quota').filter({ hasText: text }).waitFor()
    const state = (is) => a.page.locator(`[data-testid=quota][data-state=${is}]`).waitFor()
    await left('Webhook 剩 2/3 条 · 47h')
    await state('few')
    await a.box.fill('')
    await a.id('quota-join').click()
    await until('the greeting in the box', () => a.box.inputValue())
    await seen.everywhere(a, 'quota')
    await a.write('您好，我是张敏，请稍等。')
    await a.sent('请稍等')
    await left('剩 1/3 条')
    await a.write('已为您核实，支付成功。')
    await a.sent('支付成功')
    await state('used')
    await a.box.fill('还有一句')
    check(await a.id('send').isDisabled(), 'it can be sent')
    await a.box.press('Enter')
    const id = await a.session()
    const version = (await a.api('sessions/' + id)).version
    const refused = await a.page.request.post(`${stage.url}/api/v1/sessions/${id}/replies`, { data: { client_id: 'x', text: '还有一句', seen_version: version }, headers: { origin: stage.url } })
    const why = await refused.json()
    equal([refused.status(), why.code], [409, 'quota_used'], 'past the screen')
    check(/ends at \d{4}-/.test(why.detail + why.title), 'until when: ' + JSON.stringify(why))
    equal((await a.api('sessions/' + id)).version, version, 'what a refused message has changed')
    await a.note('等客户来信再回')
    equal(await a.box.inputValue(), '还有一句', 'what was written')
    // The customer writes: three more. The network's own word counts more than what was counted here.
    await net.say('42', '李女士', '还在吗')
    await left('剩 3/3 条')
    net.answers(() => ({ status: 422, say: { error: 'quota_used' } }))
    await a.box.press('Enter')
    await a.page.locator('[data-testid=message][data-delivery=failed]').filter({ hasText: '渠道条数已用完' }).waitFor()
    await state('used')
    await a.id('open-close').click()
    equal([await a.id('skip-closing').isChecked(), await a.id('skip-reason').inputValue()], [true, 'quota_used'], 'how it is closed')
    await a.id('outcome-no_response').check()
    const box = a.id('close-category')
    if ((await box.evaluate((e) => e.tagName)) === 'SELECT') await box.selectOption('consult')
    else await box.fill('consult')
    await a.id('close-only').click()
    await until('the close', async () => (await a.api('sessions/' + id)).phase === 'closed')
    equal(net.got.length, 4, 'what the network was sent: the greeting, two answers, and the one that it refused')
    seen.nothing()
  } finally {
    await net.down()
  }
}
