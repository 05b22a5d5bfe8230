// The screens that are photographed and checked for accessibility, in an order in which each follows from the last.

import { signIn } from './browser.mjs'
import { png } from '../fake/picture.mjs'

const row = (page, title) => page.getByTestId('session-row').filter({ hasText: title }).first()

// On a phone the list is behind the conversation.
async function pick(page, title) {
  const back = page.getByTestId('back')
  if (await back.isVisible()) await back.click()
  await row(page, title).click()
  await page.getByTestId('transcript').waitFor()
}

export const screens = (fake) => [
  ['setup', async (page) => {
    fake.state.setupNeeded = true
    await page.goto(fake.url + '/setup#token=open-sesame')
    await page.getByTestId('setup-form').waitFor()
    fake.state.setupNeeded = false
  }],
  ['sign-in', async (page) => {
    await page.goto(fake.url + '/sign-in')
    await page.getByTestId('demo-accounts').waitFor()
  }],
  ['sign-in-wrong', async (page) => {
    await page.getByTestId('login').fill('zhang.min')
    await page.getByTestId('password').fill('nonsense')
    await page.getByTestId('sign-in').click()
    await page.getByTestId('sign-in-error').waitFor()
  }],
  ['inbox-nothing-picked', async (page) => {
    await signIn(page, fake.url)
    await row(page, '李女士').waitFor()
  }],
  ['inbox-late', (page) => pick(page, '李女士')],
  ['close-panel', async (page) => {
    await page.getByTestId('open-close').click()
    await page.getByTestId('close-panel').waitFor()
    await page.getByTestId('close-submit').click()
  }],
  ['transfer-panel', async (page) => {
    fake.desk.people[1].status = fake.desk.people[2].status = 'online'
    fake.desk.people[1].connected = true
    await page.getByTestId('open-transfer').click()
    await page.getByTestId('to-group-order').waitFor()
  }],
  ['return-panel', async (page) => {
    await page.getByTestId('open-return').click()
    await page.getByTestId('return-panel').waitFor()
    await page.keyboard.press('Escape')
    await page.getByTestId('open-return').click()
  }],
  ['note-mode', async (page) => {
    await page.keyboard.press('Escape')
    await page.getByTestId('mode-note').click()
    await page.getByTestId('composer-text').fill('客户情绪急躁，优先处理。')
  }],
  ['greeting', async (page) => {
    await pick(page, '王强')
    await page.getByTestId('composer-text').waitFor()
  }],
  ['pending', async (page) => {
    fake.state.down = true
    await page.getByTestId('composer-text').fill('您好，这个尺码还有三件。')
    await page.keyboard.press('Enter')
    await page.waitForTimeout(300)
    fake.state.down = false
    fake.stream.drop()
    fake.state.refuseSockets = true
    await page.getByTestId('bar-lost').waitFor()
  }],
  ['back-again', async (page) => {
    fake.state.refuseSockets = false
    await page.getByTestId('connection').and(page.locator('[data-state=live]')).waitFor({ timeout: 20000 })
    await page.waitForTimeout(1500)
  }],
  ['files', (page) => pick(page, '秦岚')],
  ['files-above', async (page) => {
    await page.getByTestId('transcript').evaluate((e) => (e.scrollTop = 0))
  }],
  ['viewer', async (page) => {
    await page.getByTestId('file-picture').first().click()
    await page.getByTestId('viewer-picture').evaluate((e) => e.decode())
  }],
  ['attached', async (page) => {
    await page.getByTestId('viewer-close').click()
    await page.getByTestId('attach-input').setInputFiles([
      { name: '新包装.png', mimeType: 'image/png', buffer: png(640, 480) }, { name: '退款凭证 2026-08.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') },
    ])
    await page.locator('[data-testid=chosen-file][data-state=ready]').nth(1).waitFor()
  }],
  ['files-sent', async (page) => {
    await page.getByTestId('composer-text').fill('这是更换后的包装。')
    await page.getByTestId('send').click()
    await page.locator('[data-testid=message][data-delivery=sent]').last().getByText('退款凭证').waitFor()
  }],
  ['owned', (page) => pick(page, '何小姐')],
  ['unconfirmed', (page) => pick(page, '陈先生')],
  ['queue', async (page) => {
    if (await page.getByTestId('back').isVisible()) await page.getByTestId('back').click()
    await page.getByTestId('view-queue').click()
    await pick(page, '吴倩')
  }],
  ['status-menu', async (page) => {
    await page.getByTestId('status-switcher').click()
    await page.getByTestId('status-online').waitFor()
  }],
  ['user-menu', async (page) => {
    await page.getByTestId('status-online').click()
    await page.getByTestId('user-menu').click()
    await page.getByTestId('sign-out').waitFor()
  }],
  ['shortcuts', async (page) => {
    await page.keyboard.press('Escape')
    await page.locator('body').click({ position: { x: 3, y: 300 } })
    await page.evaluate(() => document.activeElement.blur())
    await page.keyboard.press('Shift+Slash')
    await page.getByTestId('shortcuts').waitFor()
  }],
  ['closed', async (page) => {
    await page.keyboard.press('Escape')
    if (await page.getByTestId('back').isVisible()) await page.getByTestId('back').click()
    await page.getByTestId('view-closed').click()
    await pick(page, '客户')
  }],
  ['supervisor-all', async (page) => {
    await page.context().clearCookies()
    await signIn(page, fake.url, 'wang')
    await page.getByTestId('view-all').click()
    await pick(page, '李女士')
  }],
]

// States that are not on the way of a shift.
export const states = (fake) => [
  ['locked', async (page) => {
    await page.goto(fake.url + '/sign-in')
    for (let i = 0; i < 7; i++) {
      await page.getByTestId('login').fill('zhang.min')
      await page.getByTestId('password').fill('nonsense' + i)
      await page.getByTestId('sign-in').click()
      await page.waitForTimeout(80)
    }
    await page.locator('[data-code=locked]').waitFor()
  }],
  ['setup-without-token', async (page) => {
    fake.state.setupNeeded = true
    await page.goto(fake.url + '/setup')
    await page.getByTestId('setup-no-token').waitFor()
    fake.state.setupNeeded = false
  }],
  ['slow', async (page) => {
    fake.state.failures = 0
    await signIn(page, fake.url, 'zhou.li')
    fake.state.slowMs = 1500
    fake.state.refuseSockets = true // the stream would bring the list sooner
    await page.goto(fake.url + '/inbox/closed')
    await page.getByTestId('skeleton').waitFor()
  }],
  ['slow-thread', async (page) => {
    await page.getByTestId('session-row').first().click()
    await page.getByTestId('thread-skeleton').waitFor()
    fake.state.slowMs = 0
    fake.state.refuseSockets = false
  }],
  ['failed', async (page) => {
    await page.goto(fake.url + '/inbox/mine')
    await page.getByTestId('session-row').first().waitFor()
    fake.state.down = true
    fake.state.refuseSockets = true
    fake.stream.drop()
    await page.getByTestId('view-queue').click()
    await page.getByTestId('error-block').waitFor()
  }],
  ['offline', async (page) => {
    await page.context().setOffline(true)
    await page.getByTestId('bar-offline').waitFor()
  }],
  ['stopped', async (page) => {
    await page.context().setOffline(false)
    fake.state.down = fake.state.refuseSockets = false
    await page.locator('[data-testid=connection][data-state=live]').waitFor({ timeout: 20000 })
    fake.stream.drop(4504)
    await page.getByTestId('bar-stopped').waitFor()
  }],
  ['empty', async (page) => {
    await page.context().clearCookies()
    await signIn(page, fake.url, 'sun.yue')
    await page.getByTestId('view-queue').click()
    await page.getByTestId('list-empty').waitFor()
  }],
  ['toast', async (page) => {
    const s = [...fake.desk.sessions.values()].find((x) => x.row.title === '吴倩')
    s.hold('a3', Date.now(), 'assigned')
    fake.desk.changed(s)
    await page.getByTestId('toast').waitFor()
  }],
  ['compact-drawer', async (page) => {
    await page.evaluate(() => {
      const prefs = JSON.parse(localStorage.getItem('firstline.prefs'))
      localStorage.setItem('firstline.prefs.a3', JSON.stringify({ ...prefs, density: 'compact' }))
    })
    await page.goto(fake.url + '/inbox/mine')
    await pick(page, '何小姐')
    if (!(await page.getByTestId('customer-panel').isVisible())) await page.getByTestId('toggle-customer').click()
    await page.getByTestId('customer-panel').waitFor()
  }],
  ['no-right', async (page) => {
    await page.goto(fake.url + '/inbox/all')
    await page.getByTestId('no-right').waitFor()
  }],
]
