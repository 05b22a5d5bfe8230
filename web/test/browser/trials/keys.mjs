// The keyboard: a whole turn without a mouse.

export const keys = {
  'Alt+U opens the most urgent, Alt+arrows step, the caret stays in the composer': async ({ page, sessionOf, equal }) => {
    await page.keyboard.press('Alt+KeyU')
    await page.getByTestId('thread-title').getByText('李女士').waitFor()
    await page.getByTestId('composer-text').waitFor()
    await page.keyboard.press('Alt+ArrowDown')
    await page.getByTestId('thread-title').getByText('王强').waitFor()
    await page.locator(`[data-testid=composer][data-session="${sessionOf('王强').row.id}"] textarea:focus`).waitFor()
    await page.keyboard.press('Alt+ArrowUp')
    await page.getByTestId('thread-title').getByText('李女士').waitFor()
    equal(await page.evaluate(() => document.activeElement.tagName), 'TEXTAREA', 'focus')
  },
  'J and K move in the list, Enter opens, Esc comes back': async ({ page, sessionOf, until }) => {
    const focused = () => page.evaluate(() => document.activeElement.dataset.session)
    await page.locator('[data-testid=session-row][tabindex="0"]').focus()
    await page.keyboard.press('j')
    await until('second row', async () => (await focused()) === sessionOf('王强').row.id)
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    await until('back on second', async () => (await focused()) === sessionOf('王强').row.id)
    await page.keyboard.press('Enter')
    await page.getByTestId('thread-title').getByText('王强').waitFor()
    await page.locator('textarea:focus').waitFor()
    await page.keyboard.press('Escape')
    await until('list again', async () => (await focused()) === sessionOf('王强').row.id)
  },
  'note, greeting, transfer and close by key; Esc folds the panel': async ({ page, pick, box, equal }) => {
    await pick('李女士')
    await page.keyboard.press('Alt+KeyX')
    equal(await page.getByTestId('composer').getAttribute('data-mode'), 'note', 'mode')
    await page.keyboard.press('Alt+KeyX')
    await box.fill('先说一句')
    await page.keyboard.press('Alt+KeyG')
    equal(await box.inputValue(), '先说一句您好，我是客服张敏，很高兴为您服务。', 'box')
    await page.keyboard.press('Alt+KeyW')
    await page.getByTestId('transfer-panel').waitFor()
    await page.keyboard.press('Escape')
    await page.getByTestId('transfer-panel').waitFor({ state: 'detached' })
    await page.locator('textarea:focus').waitFor()
    await page.keyboard.press('Alt+KeyQ')
    await page.getByTestId('close-panel').waitFor()
    await page.keyboard.press('Alt+KeyQ')
    await page.getByTestId('close-panel').waitFor({ state: 'detached' })
  },
  'the question mark opens the help only outside text': async ({ page, pick, box, equal }) => {
    await pick('李女士')
    await box.pressSequentially('a?')
    equal(await page.getByTestId('shortcuts').count(), 0, 'help while typing')
    await page.keyboard.press('Escape')
    await page.locator('[data-testid=session-row]:focus').waitFor()
    await page.keyboard.press('Shift+Slash')
    await page.getByTestId('shortcuts').waitFor()
    await page.keyboard.press('Escape')
    await page.getByTestId('shortcuts').waitFor({ state: 'detached' })
  },
}
