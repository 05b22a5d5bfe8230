// A note speaks to a colleague, who is told, reads a session that is somebody else's, and answers in a note.

import { agent } from './agent.mjs'
import { NARROW, WIDE } from './appearance.mjs'
import { inspector } from './inspect.mjs'
import { check, equal, until } from './stage.mjs'
import { visitor } from './visitor.mjs'

export async function mentions(stage) {
  const { inspect, everywhere, nothing } = inspector(stage)
  const a = await agent(stage, 'zhangmin', { viewport: WIDE })
  await a.start()
  const b = await agent(stage, 'zhouli', { viewport: WIDE }) // of another group: nothing of this is theirs
  await b.live()
  const v = await visitor(stage)
  await v.write('上次说好补发的赠品呢？')
  await a.pick('补发的赠品')
  const session = await a.session()
  equal(await b.id('view-mentioned').count(), 0, 'no such view without a mention')

  // By initials, by the keyboard alone; Escape leaves what was typed, and in a reply an @ is a sign like others.
  await a.box.fill('')
  await a.box.pressSequentially('@zl')
  equal(await a.id('mention-list').count(), 0, 'a list in a reply')
  await a.box.fill('')
  await a.id('mode-note').click()
  await a.box.pressSequentially('邮箱 x@zl')
  equal(await a.id('mention-list').count(), 0, 'a list in a mailbox')
  await a.box.fill('')
  await a.box.pressSequentially('@zl')
  await a.id('mention-option').filter({ hasText: '周莉' }).waitFor()
  await a.box.press('Escape')
  await a.id('mention-list').waitFor({ state: 'detached' })
  equal(await a.box.inputValue(), '@zl', 'what was typed')
  await a.box.fill('')
  await a.box.pressSequentially('上次是 @zl')
  const one = a.id('mention-option').filter({ hasText: '周莉' })
  await one.waitFor()
  await until('the first one is chosen', async () => (await one.getAttribute('aria-selected')) === 'true' && (await a.box.getAttribute('aria-activedescendant')) === (await one.getAttribute('id')))
  await inspect(a.page, 'mention-zh-CN-light-1440')
  await a.box.press('Enter')
  equal(await a.box.inputValue(), '上次是 @周莉 ', 'the name in the note')
  await a.id('composer-hint').filter({ hasText: '周莉' }).waitFor()
  await a.box.pressSequentially('答应的吗？')
  await a.box.press('Enter')
  await a.message('上次是', 'note').locator('mark', { hasText: '@周莉' }).waitFor()

  // Who is meant hears of it wherever the page stands, and finds it until it was read.
  await b.page.getByTestId('toast').filter({ hasText: /张敏 在 访客 \w+ 的备注里提到你/ }).waitFor()
  const tab = b.id('view-mentioned')
  await tab.filter({ hasText: '1' }).click()
  await b.row('补发的赠品').waitFor()
  await everywhere(b, 'inbox-mentioned')
  await b.pick('补发的赠品')
  await b.message('上次是', 'note').locator('mark', { hasText: '@周莉' }).waitFor()
  await until('it is no news any more', async () => (await b.api('me/mentions')).mentions.length === 0 && (await tab.locator('.dot').count()) === 0)
  const [told] = (await a.api(`sessions/${session}/messages`)).messages.find((m) => m.role === 'note').mentions
  check(told.looked_at > 0, 'on record that it was read')
  await b.id('write-note').click()
  await b.box.fill('@张敏 是我答应的，已补发')
  await b.id('send').click()
  await a.message('是我答应的', 'note').locator('mark', { hasText: '@张敏' }).waitFor()
  await until('what lies before the eyes is read', async () => (await a.api('me/mentions')).mentions.length === 0)
  await a.page.setViewportSize(NARROW)
  await a.page.emulateMedia({ colorScheme: 'dark' })
  await a.box.pressSequentially('@')
  await a.id('mention-list').waitFor()
  await inspect(a.page, 'mention-zh-CN-dark-390')
  nothing()
}
