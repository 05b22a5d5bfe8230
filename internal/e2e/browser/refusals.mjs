// What is asked for before something is done that cannot be undone, and what becomes of what is half written.

import { agent } from './agent.mjs'
import { equal, until } from './stage.mjs'
import { visitor } from './visitor.mjs'

export async function refusals(stage) {
  stage.expected.push(/status of 4(03|04|09|22)/)
  const a = await agent(stage, 'zhangmin')
  await a.start()
  const v = await visitor(stage)
  await v.write('运费怎么算')
  await a.pick('运费怎么算')
  const session = await a.session()
  const phase = async () => (await a.api('sessions/' + session)).phase
  await until('the greeting in the box', () => a.box.inputValue())

  stage.note('closing: nothing is left out, and no customer without an answer')
  await a.id('open-close').click()
  await a.id('close-only').click()
  await a.id('close-missing-outcome').waitFor()
  await a.id('outcome-no_response').check()
  await a.id('close-category').selectOption('consult')
  await a.id('close-only').click()
  await a.id('panel-error').filter({ hasText: '还没有回复' }).waitFor()
  equal(await phase(), 'serving', 'after what was refused')
  await a.page.keyboard.press('Escape')
  await a.id('close-panel').waitFor({ state: 'detached' })

  stage.note('passing on: to somebody, and with a word')
  await a.id('open-transfer').click()
  await a.id('transfer-submit').click()
  await a.page.getByText('请写交接说明').waitFor()
  equal((await a.api('sessions/' + session)).group, 'service', 'nothing was passed on')
  await a.page.keyboard.press('Escape')
  await a.id('transfer-panel').waitFor({ state: 'detached' })

  await markup(a, v)
  await takenOver(stage, a, session)
}

// markup stays text, and only what is safe becomes a link.
async function markup(a, v) {
  await v.write('<img src=x onerror="window.hit=1"> javascript:alert(1) https://ok.example/a?b=1')
  const bubble = a.page.locator('[data-testid=message][data-role=customer]').last()
  await bubble.getByText('<img').waitFor()
  equal(await bubble.locator('img').count(), 0, 'pictures')
  equal(await bubble.locator('a').evaluateAll((all) => all.map((x) => x.href)), ['https://ok.example/a?b=1'], 'links')
  equal(await a.page.evaluate(() => window.hit), undefined, 'what ran')
}

// takenOver: a supervisor takes the session with a second click while the agent writes, who has not answered it yet and reads it no more
// from then on; what was written is still there when the session comes back.
async function takenOver(stage, a, session) {
  await a.box.fill('我还没写完')
  await until('the server has the draft', async () => (await a.api(`sessions/${session}/drafts`)).drafts.some((d) => d.text === '我还没写完'))
  const boss = await agent(stage, 'lizhuguan')
  await boss.page.goto(`${stage.url}/inbox/all/${session}`)
  await boss.page.locator('[data-testid=readonly-bar][data-why=held]').waitFor()
  await boss.id('take-over').click()
  equal((await boss.api('sessions/' + session)).holder.name, '张敏', 'one click takes nothing')
  await boss.id('take-over-confirm').click()
  await boss.box.waitFor()
  await a.id('thread-gone').waitFor()
  equal(await a.id('composer').count(), 0, 'the box of who has it no more')
  await until('the greeting in the box', () => boss.box.inputValue())
  await boss.id('open-transfer').click()
  await boss.id('to-agent-' + (await a.api('me')).id).check()
  await boss.id('transfer-note').fill('还你')
  await boss.id('transfer-submit').click()
  await boss.id('transfer-panel').waitFor({ state: 'detached' })
  await until('the draft is there again', async () => (await a.id('composer').count()) === 1 && (await a.box.inputValue()) === '我还没写完')
}
