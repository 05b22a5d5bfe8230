// The stream: what happens when it breaks, jumps or restarts.

const hellos = (fake) => fake.state.frames.filter((f) => f.op === 'hello')

export const resume = {
  'messages of a break are caught up, with their number': async ({ page, pick, fake, sessionOf }) => {
    await pick('李女士')
    fake.state.refuseSockets = true
    fake.stream.drop()
    const s = sessionOf('李女士')
    s.write('customer', '断线时的第一条', { live: true })
    s.write('customer', '断线时的第二条', { live: true })
    await page.waitForTimeout(300)
    fake.state.refuseSockets = false
    await page.getByTestId('caught-up').getByText('2').waitFor({ timeout: 15000 })
    await page.getByText('断线时的第二条').last().waitFor()
  },
  'a gap is asked about, once': async ({ page, pick, fake, sessionOf, until, equal }) => {
    await pick('李女士')
    const s = sessionOf('李女士')
    await until('followed', () => hellos(fake).at(-1).sessions[s.row.id] === s.row.version)
    const before = hellos(fake).length
    const wrong = { op: 'diff', session: s.row.id, from: s.row.version + 5, to: s.row.version + 6, row: s.row, messages: [] }
    fake.stream.tell(wrong)
    fake.stream.tell({ ...wrong, from: wrong.from + 1, to: wrong.to + 1 })
    await page.waitForTimeout(400)
    equal(hellos(fake).length - before, 1, 'hellos')
  },
  'resync reads the session again': async ({ page, pick, fake, sessionOf }) => {
    await pick('李女士')
    const s = sessionOf('李女士')
    s.messages[1].text = '改写过的历史'
    fake.stream.tell({ op: 'resync', session: s.row.id })
    await page.getByText('改写过的历史').waitFor()
  },
  'another epoch makes everything known void': async ({ page, pick, fake, sessionOf, live }) => {
    await pick('李女士')
    fake.state.refuseSockets = true
    fake.stream.drop()
    fake.desk.epoch = 'another'
    sessionOf('李女士').messages[1].text = '另一个数据库里的话'
    await page.waitForTimeout(200)
    fake.state.refuseSockets = false
    await live()
    await page.getByText('另一个数据库里的话').waitFor()
  },
  'draining: comes back by itself': async ({ page, fake, live }) => {
    fake.stream.drop(4002)
    await page.locator('[data-testid=connection][data-state=lost]').waitFor()
    await live()
  },
  'signed out elsewhere: to the sign-in page, and back to the same place': async ({ page, pick, fake, sessionOf, equal, box }) => {
    await pick('李女士')
    await box.fill('草稿还在')
    fake.stream.drop(4501)
    await page.getByTestId('sign-in-form').waitFor()
    await page.getByTestId('login').fill('zhang.min')
    await page.getByTestId('password').fill('firstline-demo')
    await page.getByTestId('sign-in').click()
    await page.getByTestId('thread').waitFor()
    equal(new URL(page.url()).pathname, '/inbox/mine/' + sessionOf('李女士').row.id, 'path')
    equal(await box.inputValue(), '草稿还在', 'draft')
  },
  'too many sockets: says so and does not hammer': async ({ page, fake, live }) => {
    fake.stream.drop(4504)
    await page.getByTestId('bar-stopped').waitFor()
    await page.waitForTimeout(1500)
    await page.getByRole('button', { name: '重新连接' }).click()
    await live()
  },
  'a session that is no longer mine to see leaves the screen': async ({ page, pick, fake, sessionOf, row }) => {
    await pick('Tom W.')
    const s = sessionOf('Tom W.')
    s.hold('a3', Date.now(), 'transferred')
    fake.desk.changed(s)
    await page.getByTestId('thread-gone').waitFor()
    await page.mouse.move(700, 500)
    await row('Tom W.').waitFor({ state: 'detached' })
  },
  'older messages load without moving what is read': async ({ page, pick, until }) => {
    await pick('陈先生')
    const box = page.getByTestId('transcript')
    await box.evaluate((el) => (el.scrollTop = 10))
    await until('older', async () => (await page.locator('[data-seq="1"]').count()) === 1)
    const top = await box.evaluate((el) => el.scrollTop)
    if (top < 500) throw new Error('jumped to the top: ' + top)
  },
  'two tabs show the same': async ({ page, context, fake, pick, box, sessionOf }) => {
    await pick('李女士')
    const other = await context.newPage()
    await other.goto(fake.url + '/inbox/mine/' + sessionOf('李女士').row.id)
    await other.locator('[data-testid=connection][data-state=live]').waitFor()
    await other.getByTestId('composer').waitFor()
    await page.bringToFront()
    await box.fill('两边都看得到')
    await box.press('Enter')
    await other.locator('[data-testid=message][data-role=agent]', { hasText: '两边都看得到' }).waitFor()
    await page.locator('[data-testid=message][data-seq]', { hasText: '两边都看得到' }).waitFor()
  },
}
