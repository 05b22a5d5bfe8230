// A customer at the web chat.

// What the closings of the day and of the night have in common: a test has to pass at any hour.
export const CLOSING = '欢迎随时找我们'

export async function visitor(stage, look, name = 'visitor') {
  const page = await stage.person(name, look)
  await page.goto(stage.url + '/chat/web')
  await page.locator('#welcome').waitFor()
  const texts = (selector) => page.locator(`#scroll ${selector}`).allTextContents()
  return {
    page,
    box: page.locator('#text'),
    async write(text) {
      await page.locator('#text').fill(text)
      await page.locator('#text').press('Enter')
    },
    kept: (text) => page.locator('#scroll li.own.kept').filter({ hasText: text }).first().waitFor(),
    sees: (text) => page.locator('#scroll li.theirs').filter({ hasText: text }).last().waitFor(),
    status: (text) => page.locator('#status:not(.off), #typing').filter({ hasText: text }).waitFor(),
    own: () => texts('li.own .bubble'),
    theirs: () => texts('li.theirs .bubble'),
    everything: () => page.locator('body').innerText(),
  }
}
