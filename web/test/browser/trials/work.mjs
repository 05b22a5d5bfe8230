// A shift: start, take, pass on, close; and what the list does meanwhile.

import { signIn } from '../browser.mjs'

export const work = {
  'start receiving, then another status': async ({ page, fake, until }) => {
    await page.getByTestId('start-receiving').click()
    await until('online', () => fake.desk.people[0].status === 'online')
    await page.getByTestId('start-receiving').waitFor({ state: 'detached' })
    await page.getByTestId('status-switcher').click()
    await page.getByTestId('status-draining').click()
    await until('draining', () => fake.desk.people[0].status === 'draining')
    await page.locator('[data-testid=status-switcher][data-status=draining]').waitFor()
  },
  'take from the queue without a toast of one\'s own': async ({ page, pick, sessionOf, until, equal }) => {
    await page.getByTestId('view-queue').click()
    await pick('吴倩')
    await page.getByTestId('take').click()
    await page.getByTestId('composer').waitFor()
    await until('held', () => sessionOf('吴倩').row.holder?.id === 'a1')
    equal(await page.getByTestId('toast').count(), 0, 'toasts')
  },
  'a new assignment is told, in whatever view': async ({ page, fake, sessionOf }) => {
    await page.getByTestId('view-closed').click()
    await page.waitForTimeout(500)
    const s = sessionOf('刘洋')
    s.hold('a1', Date.now(), 'assigned')
    fake.desk.changed(s)
    const toast = page.getByTestId('toast').filter({ hasText: '刘洋' })
    await toast.waitFor()
    await toast.getByRole('button', { name: '打开' }).click()
    await page.getByTestId('thread-title').getByText('刘洋').waitFor()
  },
  'a deadline in my hands counts in whatever view': async ({ page, fake, sessionOf, until }) => {
    await page.getByTestId('view-closed').click()
    await page.waitForTimeout(500)
    const s = sessionOf('陈先生')
    s.write('customer', '还在吗', { live: true })
    s.due(Date.now() - 60_000, 'next')
    fake.desk.changed(s)
    await until('header', async () => /\+01:0/.test(await page.getByTestId('most-urgent').innerText()))
    await until('title', async () => /!! \+01:/.test(await page.title()))
  },
  'nothing moves under the pointer': async ({ page, fake, sessionOf, until, equal, row }) => {
    const order = () => page.getByTestId('session-row').evaluateAll((all) => all.map((r) => r.dataset.session))
    await row('王强').hover()
    const before = await order()
    const s = sessionOf('陈先生')
    s.write('customer', '我最急', { live: true })
    s.due(Date.now() - 500_000, 'next')
    fake.desk.changed(s)
    await page.getByTestId('apply-order').getByText('+1').waitFor()
    equal(await order(), before, 'order under the pointer')
    await page.mouse.move(700, 500)
    await until('order applied', async () => (await page.getByTestId('session-row').first().getAttribute('data-session')) === s.row.id)
  },
  'transfer needs a target and a note': async ({ page, pick, sessionOf, until }) => {
    await pick('李女士')
    await page.getByTestId('open-transfer').click()
    await page.getByTestId('transfer-submit').click()
    await page.getByText('请写交接说明').waitFor()
    await page.getByTestId('to-group-complaint').check()
    await page.getByTestId('transfer-note').fill('客户要求退差价')
    await page.getByTestId('transfer-note').press('Control+Enter')
    await until('passed on', () => sessionOf('李女士').row.group === 'complaint')
    await page.getByTestId('thread-title').getByText('王强').waitFor()
  },
  'close needs an outcome, a category, and words or a reason': async ({ page, pick, box, sessionOf, until }) => {
    await pick('Tom W.')
    await box.press('Enter')
    await until('answered', () => sessionOf('Tom W.').row.unanswered === 0)
    await page.getByTestId('open-close').click()
    await page.getByTestId('close-submit').click()
    await page.getByTestId('close-missing-category').waitFor() // "solved" is proposed
    await page.getByTestId('close-category').selectOption('logistics')
    await page.getByTestId('closing-text').fill('祝您愉快。')
    await page.getByTestId('close-submit').click()
    await page.getByTestId('toast').filter({ hasText: '已结束' }).waitFor() // it could be taken back until now
    await until('closed', () => sessionOf('Tom W.').row.phase === 'closed')
    await page.getByTestId('thread-title').getByText('李女士').waitFor()
  },
  'closing without an answer is refused in words, and possible with a reason': async ({ page, pick, sessionOf, until }) => {
    await pick('李女士')
    await page.getByTestId('open-close').click()
    await page.getByTestId('outcome-no_response').check()
    await page.getByTestId('close-category').selectOption('pay')
    await page.getByTestId('close-only').click()
    await page.getByTestId('panel-error').getByText('还没有回复').waitFor()
    await page.getByTestId('skip-closing').check()
    await page.getByTestId('skip-reason').selectOption('no_response')
    await page.getByTestId('close-only').click()
    await page.getByTestId('hold-now').click()
    await until('closed', () => sessionOf('李女士').row.phase === 'closed')
  },
  'a supervisor reads along, and takes over only after a second click': async ({ page, context, fake, sessionOf, pick, until }) => {
    await context.clearCookies()
    await signIn(page, fake.url, 'wang')
    await page.getByTestId('view-all').click()
    await pick('李女士')
    await page.locator('[data-testid=readonly-bar][data-why=held]').waitFor()
    await page.getByTestId('take-over').click()
    await page.getByTestId('take-over-confirm').click()
    await until('taken over', () => sessionOf('李女士').row.holder?.id === 's1')
    await page.getByTestId('composer').waitFor()
  },
  'taken over while I type: read-only, the draft stays': async ({ page, pick, box, fake, sessionOf, until }) => {
    await pick('李女士')
    await box.fill('我还没写完')
    const s = sessionOf('李女士')
    s.row.owner = fake.desk.person('a1')
    s.hold('a4', Date.now(), 'taken')
    fake.desk.changed(s)
    await page.locator('[data-testid=readonly-bar]').getByText('周莉').waitFor()
    await until('draft kept', () => page.evaluate(() => Object.values(localStorage).some((v) => v.includes('我还没写完'))))
  },
  'an agent may not see all': async ({ page, fake }) => {
    await page.goto(fake.url + '/inbox/all')
    await page.getByTestId('no-right').waitFor()
  },
  'signing out ends at the door and leaves nothing on the screen': async ({ page, pick, equal }) => {
    await pick('李女士')
    await page.getByTestId('user-menu').click()
    await page.getByTestId('sign-out').click()
    await page.getByTestId('sign-in-form').waitFor()
    await page.goBack()
    await page.getByTestId('sign-in-form').waitFor()
    equal(await page.getByText('李女士').count(), 0, 'left')
  },
  'the server out of reach: what was typed stays, and it says when it is back': async ({ page, context, fake, equal }) => {
    await context.clearCookies()
    await page.goto(fake.url + '/sign-in')
    await page.getByTestId('login').fill('zhang.min')
    await page.getByTestId('password').fill('firstline-demo')
    fake.state.down = true
    await page.getByTestId('sign-in').click()
    await page.locator('[data-testid=sign-in-error][data-code=unreachable]').waitFor()
    equal(await page.getByTestId('login').inputValue(), 'zhang.min', 'account')
    fake.state.down = false
    await page.getByTestId('sign-in-error').waitFor({ state: 'detached' })
  },
}
