// What comes by telephone goes into the record and the register that everything else is in (CHN-01).

import { agent } from './agent.mjs'
import { inspector } from './inspect.mjs'
import { check, equal, until } from './stage.mjs'

export async function intake(stage) {
  const { inspect, everywhere, nothing } = inspector(stage)
  const a = await agent(stage, 'zhangmin')
  const b = await agent(stage, 'sunyue')
  await b.start()
  await a.page.keyboard.press('Alt+KeyR')
  await a.id('intake').waitFor()
  await a.id('intake-submit').click()
  await a.page.locator('[data-testid=intake] .error').waitFor() // nothing was said
  await a.id('inlet-phone').check()
  await a.id('intake-name').fill('周女士')
  await a.id('intake-contact').fill('138-0000-1234')
  await a.id('intake-asked').fill('打电话来问发票什么时候能开')
  await a.id('intake-answered').fill('已告知三个工作日内开好，短信通知。')
  await everywhere(a, 'intake')
  await a.page.keyboard.press('Control+Enter')
  await a.thread().waitFor()
  await a.message('打电话来问发票', 'customer').waitFor()
  await a.page.getByText('电话，张敏 登记').waitFor()
  await a.message('三个工作日内开好', 'agent').waitFor()
  equal(await a.id('delivery').count(), 0, 'nothing is called sent')
  await a.id('composer-hint').filter({ hasText: '不会发给客户' }).waitFor()
  equal(await a.page.locator('[data-testid=message][data-role=auto]').count(), 0, 'the desk says nothing by itself')
  equal(await a.page.locator('[data-testid=message]').count(), 3, 'the call, who has it, the answer')
  await a.id('customer-panel').getByText('138****1234', { exact: true }).first().waitFor() // as it was left, without what is only ours
  await everywhere(a, 'by-hand')

  // The same customer comes to the counter, where a colleague sits.
  await b.page.keyboard.press('Alt+KeyR')
  await b.id('inlet-visit').check()
  await b.id('intake-contact').fill('１３８ ００００ １２３４')
  await b.id('intake-asked').fill('到前台补充税号')
  await b.id('intake-submit').click()
  await until('the dialog is gone', async () => (await b.id('intake').count()) === 0)
  await a.message('到前台补充税号', 'customer').waitFor()
  equal(await b.rows().count(), 0, 'the session stays where it is')

  await a.id('open-close').click()
  check((await a.id('closing-text').count()) === 0, 'no closing is said to nobody')
  await inspect(a.page, 'by-hand-close-zh-CN-light-1440')
  await a.id('outcome-solved').check()
  await a.id('close-category').selectOption('consult')
  await a.shut()
  await a.page.locator('[data-testid=thread][data-phase=closed], [data-testid=list-empty]').first().waitFor()
  nothing()
}
