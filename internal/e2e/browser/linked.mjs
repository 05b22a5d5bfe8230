// One customer over two channels (RTE-06): a call and the web chat are said to be the same person, and parted again.

import { agent } from './agent.mjs'
import { inspector } from './inspect.mjs'
import { equal, until } from './stage.mjs'
import { visitor } from './visitor.mjs'

const CALL = { inlet: 'phone', name: '周女士', contact: '138-0000-1234', asked: '打电话来问发票什么时候能开', answered: '三个工作日内开好。' }

export async function linked(stage) {
  const { inspect, everywhere, nothing } = inspector(stage)
  const b = await agent(stage, 'sunyue')
  await b.post('intakes', { client_id: 'c1', ...CALL })
  await b.pick('周女士')
  const call = await b.session()
  await over(b)
  stage.note('a call was written down and is over')

  const v = await visitor(stage)
  await v.write('你好，我昨天打过电话')
  const a = await agent(stage, 'zhangmin')
  await a.start()
  await a.pick('我昨天打过电话')
  const chat = await a.session()
  const panel = a.id('customer-panel')
  await panel.getByText('没有更早的会话').waitFor()
  await reads(a, call, 404)

  // By the keyboard alone: from the button to the form, to whom it names, to the reason.
  await a.id('contact-link').focus()
  await a.page.keyboard.press('Enter')
  await a.id('link-panel').waitFor()
  await a.page.keyboard.press('ArrowRight') // from the number to the contact
  await a.page.keyboard.press('Tab')
  await a.page.keyboard.type('138 0000')
  await a.page.keyboard.press('Enter')
  await a.id('panel-error').filter({ hasText: '没有找到' }).waitFor() // half a number names nobody
  await a.page.keyboard.type(' 1234')
  await a.page.keyboard.press('Enter')
  await a.id('link-meant').filter({ hasText: '周女士' }).waitFor()
  await until('the reason is next', () => a.page.evaluate(() => document.activeElement?.dataset.testid === 'link-reason'))
  await a.page.keyboard.type('同一个电话')
  await everywhere(a, 'link-panel')
  await a.id('link-reason').focus()
  await a.page.keyboard.press('Control+Enter')
  await a.id('link-panel').waitFor({ state: 'detached' })
  const other = a.id('contact-address')
  await other.filter({ hasText: '周女士' }).filter({ hasText: '138****1234' }).filter({ hasText: '张敏' }).filter({ hasText: '同一个电话' }).waitFor()

  // The call is the customer's earlier record now, and may be read.
  await panel.getByTestId('earlier-session').waitFor()
  await inspect(a.page, 'linked-earlier-zh-CN-light-1440')
  await panel.getByTestId('earlier-session').click()
  await a.page.locator(`[data-testid=look][data-session="${call}"]`).getByText('打电话来问发票').waitFor()
  await a.id('look-close').click()
  stage.note('the call is read from the chat')

  // The customer rings again, at a colleague's desk: both see that the other has the same customer.
  await b.post('intakes', { client_id: 'c2', ...CALL, asked: '又打电话来催发票' })
  await b.pick('周女士')
  await other.getByTestId('contact-open').filter({ hasText: '孙悦' }).waitFor()
  await b.id('contact-address').filter({ hasText: '张敏' }).getByTestId('contact-open').waitFor()
  equal(await a.id('contact-go').count(), 0, 'what a colleague has in hand is not opened')
  await everywhere(a, 'linked')
  await a.page.setViewportSize({ width: 390, height: 844 })
  await a.id('toggle-customer').click()
  await a.id('contact').waitFor()
  await inspect(a.page, 'linked-drawer-zh-CN-light-390')
  await a.id('contact-undo').scrollIntoViewIfNeeded()

  await over(b)
  await other.getByTestId('contact-open').waitFor({ state: 'detached' }) // told without being asked
  await reads(a, call, 200)

  // It was somebody else after all: what the link had opened is closed again, on both screens at once.
  await a.id('contact-undo').click()
  await a.id('unlink-panel').waitFor()
  await everywhere(a, 'unlink-panel')
  await a.page.setViewportSize({ width: 1440, height: 900 })
  await a.id('unlink-reason').fill('不是同一个人')
  await a.page.keyboard.press('Control+Enter')
  await a.id('unlink-panel').waitFor({ state: 'detached' })
  await until('the address is gone', async () => (await other.count()) === 0)
  await until('for the colleague too', async () => (await b.id('contact-address').count()) === 0)
  await panel.getByText('没有更早的会话').waitFor()
  await a.id('contact-undone').click()
  await a.id('contact-undone').getByText('不是同一个人').waitFor()
  await reads(a, call, 404)
  await a.page.goto(`${stage.url}/inbox/mine/${chat}?look=${call}`)
  await a.page.locator('[data-testid=look] .gone').waitFor()
  stage.expected.push(/status of 404/)
  nothing()
}

// over closes what was written down: nobody would read a closing script.
async function over(p) {
  await p.id('open-close').click()
  await p.id('outcome-solved').check()
  await p.id('close-category').selectOption('consult')
  await p.shut()
}

// reads asks for a session as the agent.
async function reads(p, session, status) {
  const res = await p.page.request.get(new URL('/api/v1/sessions/' + session, p.page.url()).href)
  equal(res.status(), status, 'the session for the agent')
}
