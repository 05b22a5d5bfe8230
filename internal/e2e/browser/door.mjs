// The door: the first administrator, and everything that keeps strangers out.

import { inspector } from './inspect.mjs'
import { check, equal, until } from './stage.mjs'
import { visitor } from './visitor.mjs'

export async function firstRun(stage) {
  stage.expected.push(/status of 4(01|03|22|29)/)
  const link = /http\S+\/setup#token=\S+/.exec(stage.output)?.[0]
  check(link, 'the set-up link is printed:\n' + stage.output)
  const page = await stage.person('admin')
  const id = (name) => page.getByTestId(name)

  await page.goto(stage.url + '/')
  await id('setup-no-token').waitFor()
  await follow(stage.url + '/setup#token=not-the-token')
  await fill('boss', '何经理', stage.password)
  await id('setup-error').waitFor()

  await follow(link)
  await id('setup-form').waitFor()
  const { everywhere, nothing } = inspector(stage)
  await everywhere({ page }, 'setup')
  nothing()
  check(!page.url().includes('token'), 'the token leaves the address bar')
  await fill('boss', '何经理', 'short')
  await page.locator('#setup-password-say.error, [data-testid=setup-error]').filter({ hasText: '密码' }).waitFor()
  await fill('boss', '何经理', stage.password)
  await firstSteps(stage, page)
  await id('session-list').waitFor()
  const me = await (await page.request.get(stage.url + '/api/v1/me')).json()
  equal([me.login, me.rank], ['boss', 'admin'], 'the first administrator')
  stage.note('set up')

  await follow(link)
  await id('setup-done').waitFor()
  await locked(stage)

  // follow comes from elsewhere: another fragment alone does not load a page.
  async function follow(url) {
    await page.goto('about:blank')
    await page.goto(url)
  }

  async function fill(login, name, password) {
    await id('setup-login').fill(login)
    await id('setup-name').fill(name)
    await page.locator('input[data-testid=setup-password]').fill(password)
    await id('setup-submit').click()
  }
}

// firstSteps go from a new desk to one that has answered: a kind of department, groups, somebody who works there, and a
// message that arrived.
async function firstSteps(stage, page) {
  const id = (name) => page.getByTestId(name)
  await page.locator('[data-testid=wizard][data-step=preset]').waitFor()
  await id('preset-ecommerce').getByRole('button').click()
  await id('preset-sure').click()
  await page.locator('[data-testid=preset-ecommerce][aria-current]').waitFor()
  await id('wizard-next').click()
  await until('the four posts', async () => (await id('group-name').count()) === 4)
  equal(await id('group-name').evaluateAll((all) => all.map((e) => e.value)), ['售前客服', '售后客服', '查件客服', '投诉处理'], 'the groups of the preset')
  await id('wizard-next').click()
  await id('person-add').click()
  await id('person-login').fill('xiaolin')
  await id('person-name').fill('小林')
  await id('person-password').fill(stage.password)
  await id('person-group-presale').check()
  await id('person-save').click()
  await id('person-小林').filter({ hasText: '售前客服' }).waitFor()
  await id('wizard-next').click()
  const v = await visitor(stage)
  await v.write('试一下')
  await v.kept('试一下')
  await page.locator('[data-testid=channel-web][data-works]').waitFor()
  await id('wizard-next').click()
}

// locked: the same answer for a wrong password and an unknown person, and a pause after a few of them.
async function locked(stage) {
  const page = await stage.person('stranger')
  const error = page.getByTestId('sign-in-error')
  const answer = async (login, password) => {
    await page.getByTestId('login').fill(login)
    await page.getByTestId('password').fill(password)
    const [res] = await Promise.all([page.waitForResponse('**/api/v1/sign-in'), page.getByTestId('sign-in').click()])
    await error.waitFor()
    return res.status()
  }
  await page.goto(stage.url + '/sign-in')
  equal(await answer('nobody', 'wrong-password'), 401, 'an unknown person')
  const unknown = await error.innerText()
  equal(await answer('boss', 'wrong-password'), 401, 'a wrong password')
  equal(await error.innerText(), unknown, 'the words for an unknown person and for a wrong password')
  equal(await page.getByTestId('login').inputValue(), 'boss', 'the login stays')
  for (let i = 0; i < 20; i++) if ((await answer('boss', 'wrong-password')) === 429) break
  await page.locator('[data-testid=sign-in-error][data-code=locked]').filter({ hasText: '分钟' }).waitFor()
  equal(await answer('boss', stage.password), 429, 'the right password while locked')
}
