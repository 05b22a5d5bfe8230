// An agent at the inbox, with the hands an agent has.

import { check, equal, until } from './stage.mjs'

export async function agent(stage, login, look) {
  const page = await stage.person(login, look)
  await signIn(stage, page, login)
  return on(page)
}

export async function signIn(stage, page, login, password = stage.password) {
  await page.goto(stage.url + '/inbox/mine') // also for those who would land elsewhere
  await page.getByTestId('login').fill(login)
  await page.getByTestId('password').fill(password)
  await page.getByTestId('sign-in').click()
  await page.getByTestId('session-list').waitFor()
}

// on gives the hands for a page that is signed in.
export function on(page) {
  const id = (name) => page.getByTestId(name)
  const rows = () => id('session-row')
  const thread = () => page.locator('[data-testid=thread][data-status=ready]')
  // rest takes the pointer out of the list, whose order stands still below it.
  const rest = () => page.mouse.move(page.viewportSize().width / 2, 10)
  async function fillClose(outcome = 'solved', category = 'consult') {
    await id('outcome-' + outcome).check()
    const box = id('close-category')
    if ((await box.evaluate((e) => e.tagName)) === 'SELECT') await box.selectOption(category)
    else await box.fill(category)
  }
  // shut presses "close only" and lets go at once what could be taken back for a moment.
  async function shut() {
    const session = await thread().getAttribute('data-session')
    await id('close-only').click()
    await id('close-panel').waitFor({ state: 'detached' })
    await until('the close', async () => {
      await id('hold-now').evaluateAll(([b]) => b?.click())
      const res = await page.request.get(new URL('/api/v1/sessions/' + session, page.url()).href)
      return res.status() === 404 || ['closing', 'closed'].includes((await res.json()).phase)
    })
  }
  return {
    page, id, rows, thread, rest,
    box: id('composer-text'),
    live: () => page.locator('[data-testid=connection][data-state=live]').waitFor(),
    async start() {
      await id('start-receiving').click()
      await page.locator('[data-testid=status-switcher][data-status=online]').waitFor()
      await rest()
    },
    row: (text) => rows().filter({ hasText: text }).first(),
    async pick(text) {
      await rows().filter({ hasText: text }).first().hover() // from here on the list keeps its order
      await rows().filter({ hasText: text }).first().click()
      await rest()
      await thread().waitFor()
    },
    message: (text, role) => page.locator(`[data-testid=message]${role ? `[data-role=${role}]` : ''}`).filter({ hasText: text }),
    session: () => thread().getAttribute('data-session'),
    // write replaces what stands in the box and presses Enter.
    async write(text) {
      await id('composer-text').fill(text)
      await id('composer-text').press('Enter')
    },
    sent: (text) => page.locator('[data-testid=message][data-delivery=sent]').filter({ hasText: text }).last().waitFor(),
    read: (text) => page.locator('[data-testid=message][data-delivery=sent]').filter({ hasText: text }).last().getByTestId('delivery').filter({ hasText: '已读' }).waitFor(),
    async note(text) {
      await id('mode-note').click()
      await id('composer-text').fill(text)
      await id('send').click()
      await page.locator('[data-testid=message][data-role=note]:not(.pending)').filter({ hasText: text }).waitFor()
      await id('mode-reply').click()
    },
    fillClose,
    async close({ outcome = 'solved', category = 'consult', closing } = {}) {
      await id('open-close').click()
      await fillClose(outcome, category)
      if (closing) await id('closing-text').fill(closing)
      const rating = await id('rating-script').count() ? '\n' + (await id('rating-script').innerText()).replace(/^\+ /, '') : ''
      const text = (await id('closing-text').inputValue()) + rating
      await shut()
      return text
    },
    shut,
    async transfer(target, note) {
      await id('open-transfer').click()
      await id('to-' + target).check()
      await id('transfer-note').fill(note)
      await id('transfer-submit').click()
      await id('transfer-panel').waitFor({ state: 'detached' })
    },
    api: (path) => api(page, path),
    post: (path, body) => post(page, path, body),
    // transcript is what the record holds: [role, text] of everything but the system's own lines.
    async transcript(session) {
      const { messages } = await api(page, `sessions/${session}/messages?limit=200`)
      return messages.filter((m) => m.role !== 'system').map((m) => [m.role, m.text])
    },
  }
}

async function post(page, path, data) {
  const res = await page.request.post(new URL('/api/v1/' + path, page.url()).href, { data, headers: { origin: new URL(page.url()).origin } })
  check(res.ok(), `${path}: ${res.status()} ${await res.text()}`)
}

async function api(page, path) {
  const res = await page.request.get(new URL('/api/v1/' + path, page.url()).href)
  equal(res.status(), 200, path)
  return res.json()
}
