// All customers (CUS-03, CUS-08, CUS-09, SEC-02): found by what is known of them, what was missed is answered, the list of VIPs and what is
// kept of one person are taken away, and one is erased for good.

import { readFile } from 'node:fs/promises'

import { agent } from './agent.mjs'
import { WIDE } from './appearance.mjs'
import { inspector } from './inspect.mjs'
import { check, equal, until } from './stage.mjs'

export async function customers(stage) {
  const { everywhere, nothing } = inspector(stage)
  const a = await agent(stage, 'zhangmin', { viewport: WIDE })
  const wu = await called(a, 'c1', '吴先生', '+86 139-1111-2222', { vip: 'yes' })
  const zhou = await called(a, 'c2', '周女士', '138-0000-1234', { vip: 'yes', tag: '团购', phone: '13700005678' })
  await called(a, 'c3', '郑先生', '136-0000-1111', { tag: '团购' })

  stage.note('what was missed is written beside the conversation')
  await a.pick('周女士')
  await a.id('profile-missed-new').getByTestId('profile-more').click()
  await a.id('profile-input').fill('下单当天发货，\n发不了先说一声')
  await a.id('profile-keep').click()
  await a.id('missed-entry').filter({ hasText: '张敏' }).waitFor()

  stage.note('a superior finds customers by it, and answers it')
  const sup = await agent(stage, 'lizhuguan', { viewport: WIDE })
  await sup.page.goto(stage.url + '/customers')
  const lines = sup.id('customer-line')
  await until('three customers', async () => (await lines.count()) === 3)
  equal((await sup.page.content()).includes('13700005678'), false, 'the page carries the number')
  await sup.id('customers-vip').click()
  await until('two VIPs', async () => (await lines.count()) === 2)
  await sup.id('customers-missed').click()
  await lines.filter({ hasText: '1 项期望未完成' }).waitFor()
  await until('one of them', async () => (await lines.count()) === 1)
  await lines.click()
  const entry = sup.id('customer-view').getByTestId('missed-entry')
  for (const [part, words] of [['analysis', '仓库盘点，没有通知客服'], ['improvement', '盘点日在商品页写明'], ['answer', '已电话致歉并说明']]) {
    await entry.locator(`[data-part=${part}]`).getByTestId('profile-edit').click()
    await sup.id('profile-input').fill(words)
    await sup.id('profile-keep').click()
    await entry.locator(`[data-part=${part}]`).getByText(words).waitFor()
    if (part === 'analysis') await everywhere(sup, 'customers')
  }
  await sup.page.locator('[data-testid=missed-entry][data-open=false]').waitFor()
  await sup.id('customers-none').waitFor() // the list knows
  await sup.id('customers-missed').click()
  await until('nothing is open', async () => (await lines.count()) === 2)

  stage.note('the list of VIPs: covered for a supervisor')
  await sup.id('take-open').click()
  await sup.id('take-reason').fill('节日问候')
  equal(await sup.id('take-whole').count(), 0, 'whole contacts for a supervisor')
  await everywhere(sup, 'customers-take')
  const vips = await saved(sup, 'take-submit')
  check(vips.startsWith('\ufeff"称呼"') && vips.includes('137****5678') && vips.includes('李主管 导出于'), vips)
  check(!vips.includes('13700005678') && !vips.includes('郑先生'), vips)

  stage.note('whole for a manager, who takes away what is kept of one person, and erases one')
  const boss = await agent(stage, 'wangjingli', { viewport: WIDE })
  await boss.page.goto(stage.url + '/customers?vip=1')
  await boss.id('take-open').click()
  await boss.id('take-whole').check()
  await boss.id('take-reason').fill('寄送礼品')
  check((await saved(boss, 'take-submit')).includes('13700005678'), 'the whole number')
  await boss.id('take-close').click()
  await boss.id('customer-line').filter({ hasText: '吴先生' }).click()
  await boss.id('keep-open').click()
  await boss.id('keep-reason').fill('客户要求')
  await everywhere(boss, 'customers-keep')
  const kept = (await saved(boss, 'keep-submit')).trimEnd().split('\n').map((l) => JSON.parse(l))
  equal(kept.length, 2, 'the profile and one session')
  equal(kept[1].id, wu, 'whose session')

  await boss.id('erase-open').click()
  const { number } = await boss.api('sessions/' + wu)
  await boss.id('erase-reason').fill('客户要求')
  await everywhere(boss, 'customers-erase')
  equal(await boss.id('erase-submit').isDisabled(), true, 'without the number')
  await boss.id('erase-number').fill(number)
  await boss.id('erase-submit').click()
  stage.expected.push(/status of 409/)
  await boss.id('erase-error').filter({ hasText: '未结束的会话' }).waitFor()
  await a.pick('吴先生')
  await a.id('open-close').click()
  await a.fillClose()
  await a.shut()
  await until('closed', async () => (await boss.api('sessions/' + wu)).phase === 'closed')
  await boss.id('erase-submit').click()
  await boss.id('erase-done').waitFor()
  equal(await boss.id('erase-done').evaluate((e) => e === document.activeElement), true, 'the result is read')
  await until('gone from the list', async () => !(await boss.id('customer-line').filter({ hasText: '吴先生' }).count()))

  stage.note('who took what stands in the log')
  await sup.page.goto(stage.url + '/customers')
  await sup.id('customers-log').click()
  await sup.id('log-line').filter({ hasText: '王经理 导出客户名单' }).filter({ hasText: 'vip whole: 寄送礼品' }).waitFor()
  await sup.id('log-line').filter({ hasText: '李主管 导出客户名单' }).waitFor()
  await sup.id('log-line').filter({ hasText: '王经理 导出整段会话' }).filter({ hasText: '#' + number }).waitFor()
  await sup.id('log-back').click()
  await lines.filter({ hasText: '周女士' }).click()
  await sup.id('earlier-sessions').waitFor()
  equal(new URL(sup.page.url()).pathname, '/customers/' + zhou, 'the address of a customer')
  nothing()
}

// called writes down a call, with what is known of who called, and gives its session.
async function called(a, id, name, contact, known) {
  await a.post('intakes', { client_id: id, inlet: 'phone', name, contact, asked: '问活动什么时候开始', answered: '您好，下周一开始。' })
  const { id: session } = (await a.api('sessions?view=mine')).rows.find((r) => r.title === name)
  for (const [field, value] of Object.entries({ name, ...known })) await a.post(`sessions/${session}/profile`, { field, value })
  return session
}

// saved presses a button and reads the file that comes of it.
async function saved(p, button) {
  const [download] = await Promise.all([p.page.waitForEvent('download'), p.id(button).click()])
  return readFile(await download.path(), 'utf8')
}
