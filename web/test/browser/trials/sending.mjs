// Writing and sending: nothing lost, nothing doubled, nothing to the wrong customer.

const byAgent = (s, text) => s.messages.filter((m) => m.text.includes(text))

export const sending = {
  'the greeting stands in the first turn and is sent once': async ({ page, pick, box, sessionOf, until, equal }) => {
    await pick('王强')
    equal(await box.inputValue(), '您好，我是客服张敏，很高兴为您服务。', 'greeting')
    await box.press('Enter')
    await page.locator('[data-testid=message][data-role=agent][data-delivery=sent]').waitFor()
    equal(await box.inputValue(), '', 'box after sending')
    equal(byAgent(sessionOf('王强'), '您好，我是').length, 1, 'messages')
    await until('unanswered gone', async () => (await page.getByTestId('unanswered').count()) === 2)
  },
  'the optimistic bubble becomes the real one in place': async ({ page, pick, box, fake }) => {
    await pick('李女士')
    fake.state.slowMs = 500
    await box.fill('稍等，我看一下')
    await box.press('Enter')
    const bubble = page.locator('[data-client-id]')
    await bubble.waitFor({ timeout: 300 })
    await page.locator('[data-testid=message][data-role=agent]', { hasText: '稍等，我看一下' }).and(page.locator('[data-seq]')).waitFor()
    if (await bubble.count()) throw new Error('both bubbles are shown')
  },
  'Shift+Enter breaks the line, Enter inside a composition does nothing': async ({ page, pick, box, sessionOf, equal }) => {
    await pick('李女士')
    await box.fill('甲甲')
    await box.press('Shift+Enter')
    await box.pressSequentially('乙')
    equal(await box.inputValue(), '甲甲\n乙', 'box')
    await box.evaluate((el) => {
      el.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', isComposing: true, bubbles: true, cancelable: true }))
      const safari = new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true })
      Object.defineProperty(safari, 'keyCode', { value: 229 })
      el.dispatchEvent(safari)
    })
    await page.waitForTimeout(300)
    equal(byAgent(sessionOf('李女士'), '甲甲').length, 0, 'sent during composition')
  },
  'drafts stay with their session and mode, over a reload too': async ({ page, pick, box, equal, row }) => {
    await pick('李女士')
    await box.fill('给李女士的回复')
    await page.getByTestId('mode-note').click()
    await box.fill('给同事的备注')
    await pick('Tom W.')
    equal(await page.getByTestId('composer').getAttribute('data-mode'), 'reply', 'mode after a switch')
    await box.fill('for Tom')
    await row('李女士').getByText('草稿').waitFor()
    await page.reload()
    await pick('李女士')
    equal(await box.inputValue(), '给李女士的回复', 'reply draft')
    await page.getByTestId('mode-note').click()
    equal(await box.inputValue(), '给同事的备注', 'note draft')
    await pick('Tom W.')
    equal(await box.inputValue(), 'for Tom', 'other draft')
  },
  'what is written without a line is sent once when it is back, over a reload too': async ({ page, pick, box, fake, sessionOf, until, equal, live }) => {
    await pick('李女士')
    fake.state.down = true
    fake.state.refuseSockets = true
    fake.stream.drop()
    await box.fill('第一句')
    await box.press('Enter')
    await box.fill('第二句')
    await box.press('Enter')
    await page.locator('[data-client-id]').nth(1).waitFor()
    await page.getByTestId('bar-lost').waitFor()
    fake.state.down = false
    await page.reload()
    fake.state.refuseSockets = false
    await live()
    await until('both sent', () => byAgent(sessionOf('李女士'), '句').length === 2)
    equal(sessionOf('李女士').messages.filter((m) => m.text.endsWith('句')).map((m) => m.text), ['第一句', '第二句'], 'order')
    await page.waitForTimeout(500)
    equal(byAgent(sessionOf('李女士'), '句').length, 2, 'doubled')
    await until('no bubble left', async () => (await page.locator('[data-client-id]').count()) === 0)
  },
  'a refused message says why and goes back into the box': async ({ page, pick, box, equal }) => {
    await pick('李女士')
    await box.fill('this is forbidden')
    await box.press('Enter')
    await page.locator('[data-testid=message][data-delivery=failed]', { hasText: '服务忌语' }).waitFor()
    await page.getByRole('button', { name: '放回输入框' }).click()
    equal(await box.inputValue(), 'this is forbidden', 'box')
    equal(await page.locator('[data-client-id]').count(), 0, 'bubble left')
  },
  'a failed delivery can be sent again, an unconfirmed one marked': async ({ page, pick }) => {
    await pick('李女士')
    await page.getByTestId('resend').click()
    await page.locator('[data-testid=message][data-delivery=failed]').waitFor({ state: 'detached' })
    await pick('陈先生')
    await page.getByTestId('mark-delivered').click()
    await page.locator('[data-testid=message][data-delivery=unconfirmed]').waitFor({ state: 'detached' })
  },
  'typed at random, each text reaches its own session': async ({ page, pick, box, sessionOf, until, fake, equal }) => {
    const titles = ['李女士', '王强', 'Tom W.', '陈先生']
    const sent = []
    fake.state.slowMs = 60
    for (let i = 0; i < 24; i++) {
      const title = titles[(i * 7 + (i >> 2)) % titles.length]
      await page.getByTestId('session-row').filter({ hasText: title }).first().click()
      const own = page.locator(`[data-testid=composer][data-session="${sessionOf(title).row.id}"] textarea`)
      await own.fill(`«${i}» für ${title}`)
      if (i % 3) {
        await own.press('Enter')
        sent.push([i, title])
      }
    }
    await until('all kept', () => sent.every(([i, title]) => byAgent(sessionOf(title), `«${i}»`).length === 1))
    for (const s of fake.desk.sessions.values()) {
      for (const m of s.messages) {
        const to = / für (.*)$/.exec(m.text)?.[1]
        if (to) equal(s.row.title, to, 'leaked')
      }
    }
  },
  'markup stays text, and only safe links become links': async ({ page, pick, sessionOf, fake, equal }) => {
    const s = sessionOf('李女士')
    await pick('李女士')
    s.write('customer', '<img src=x onerror="window.hit=1"> javascript:alert(1) https://ok.example/a?b=1', { live: true })
    fake.desk.changed(s)
    const bubble = page.locator('[data-role=customer]').last()
    await bubble.getByText('<img').waitFor()
    equal(await bubble.locator('img').count(), 0, 'images')
    equal(await bubble.locator('a').evaluateAll((all) => all.map((a) => a.href)), ['https://ok.example/a?b=1'], 'links')
  },
}
