// The customer panel (CUS-01, CUS-02, CUS-03, SEC-01): what is known is said in place, a conflict is told, a contact is whole for who asks,
// and the shop's orders work, are slow, and break, by themselves.

import { agent } from './agent.mjs'
import { inspector } from './inspect.mjs'
import { equal, until } from './stage.mjs'

const CALL = { inlet: 'phone', name: '周女士', contact: '138-0000-1234', asked: '打电话来问发票什么时候能开' }

export async function panel(stage) {
  const { inspect, everywhere, nothing } = inspector(stage)
  const a = await agent(stage, 'zhangmin')
  await a.post('intakes', { client_id: 'c1', ...CALL })
  await a.pick('周女士')
  const session = await a.session()
  await a.id('profile').waitFor()
  equal((await a.page.content()).includes('13800001234'), false, 'the page carries the number')

  await says(a, 'name', '周女士')
  await says(a, 'phone', '139-0000-9876')
  await says(a, 'address', '广东省广州市天河区一路二号')
  await says(a, 'preferences', '喜欢文字沟通')
  await says(a, 'taboos', '晚上八点后不打电话')
  await a.id('profile-tag-input').fill('老客户')
  await a.id('profile-tag-input').press('Enter')
  await a.id('profile-tag').waitFor()
  await a.id('profile-vip').click()
  await a.id('row-vip').waitFor() // the list knows at once
  await a.id('profile-potential').click()
  await a.page.locator('[data-testid=profile-potential][aria-pressed=true]').waitFor()

  // A colleague above changes the same thing meanwhile: what stands there now is shown, and nothing is lost.
  await a.id('profile-name').getByTestId('profile-edit').click()
  await a.id('profile-input').fill('周小姐')
  const boss = await agent(stage, 'lizhuguan')
  await boss.page.goto(`${stage.url}/inbox/all/${session}`)
  await boss.id('profile').waitFor()
  await boss.id('profile-name').getByTestId('profile-edit').click()
  await boss.id('profile-input').fill('周太太')
  await boss.id('profile-keep').click()
  await boss.id('profile-name').getByText('周太太').waitFor()
  await a.id('profile-name').getByText('周太太').waitFor() // told without being asked
  await a.id('profile-keep').click()
  await a.id('profile-refused').waitFor()
  await inspect(a.page, 'profile-conflict-zh-CN-light')
  await a.id('profile-input').press('Escape')
  stage.expected.push(/status of 409/)

  // The number is whole for who asks, and superiors see who did.
  const phone = a.id('profile-phone')
  equal(await phone.getByTestId('profile-value').textContent(), '139****9876', 'the number as it is shown')
  await phone.getByTestId('reveal').click()
  await phone.getByTestId('revealed').getByText('13900009876').waitFor()

  const cards = a.id('order-card')
  await until('the orders', async () => (await cards.count()) === 3)
  equal(await a.id('orders').locator('img').count(), 0, 'a card is no markup')
  equal(await a.id('orders').locator('a').count(), 1, 'links that are none')
  await a.id('profile-history').locator('summary').click()
  await a.id('profile-act').first().waitFor()
  await everywhere(a, 'customer-panel')

  // Something more is known of the customer: that is another question, and the last answer is none to it.
  const failed = a.id('orders-failed')
  await fetch(`${stage.shop}/turn?to=hangs`)
  await says(a, 'email', 'zhou@example.com')
  await a.write('您好，我是张敏，马上为您查，请稍等片刻。') // the conversation waits for nothing
  await a.sent('请稍等片刻')
  await failed.waitFor()
  await inspect(a.page, 'orders-hangs-zh-CN-light')
  const late = await failed.textContent()
  await fetch(`${stage.shop}/turn?to=broken`)
  await asks(a, 'another failure', async () => (await failed.count()) && (await failed.textContent()) !== late)
  await inspect(a.page, 'orders-broken-zh-CN-light')
  await fetch(`${stage.shop}/turn?to=`)
  await asks(a, 'the orders again', async () => (await cards.count()) === 3)

  await a.page.setViewportSize({ width: 390, height: 844 })
  await a.id('toggle-customer').click()
  await a.id('orders').scrollIntoViewIfNeeded()
  await inspect(a.page, 'customer-drawer-zh-CN-light-390')

  await boss.page.goto(`${stage.url}/customers/log`)
  await boss.id('log-line').filter({ hasText: '张敏' }).first().waitFor()
  await boss.page.goto(`${stage.url}/customers/log?what=vip`)
  await boss.id('log-line').filter({ hasText: '张敏' }).first().waitFor()
  await boss.page.goto(`${stage.url}/customers/log`)
  await boss.id('log-line').first().waitFor()
  await everywhere(boss, 'customer-log')
  await boss.page.goto(`${stage.url}/settings/customers`)
  await boss.page.getByText('规范没有列出等级').waitFor()
  await everywhere(boss, 'settings-customers')
  nothing()
}

// says writes one thing that is not known yet.
async function says(p, field, value) {
  await p.id('profile-add').selectOption(field)
  await p.id('profile-input').fill(value)
  await p.id('profile-keep').click()
  await p.id('profile-' + field).getByTestId('profile-value').waitFor()
}

// asks presses Retry until something is there: the shop is asked anew every few seconds at most.
async function asks(p, what, there) {
  const retry = p.page.locator('[data-testid=orders-retry]:enabled')
  await until(what, async () => {
    if (await there()) return true
    if (await retry.count()) await retry.click({ timeout: 1000 }).catch(() => {})
    return false
  })
}
