// Signing in at a provider, whose pages are its own.

import { agent, on } from './agent.mjs'
import { WIDE } from './appearance.mjs'
import { inspector } from './inspect.mjs'
import { check, equal } from './stage.mjs'

export async function singleSignOn(stage) {
  stage.expected.push(/fonts\.googleapis\.com|favicon\.ico/, /status of 503 .*\/sign-in\/sso\/spare/) // the provider's pages ask for what is not there; its neighbour is away
  const { everywhere, nothing } = inspector(stage)
  await comesBack(stage)
  await neighbourAway(stage, everywhere)
  await turnedAway(stage)
  await unlinked(stage, everywhere)
  nothing()
}

const at = (page, name) => page.getByTestId(name)

// goes presses the button and signs in at the provider.
async function goes(page, login) {
  await at(page, 'sso-corp').click()
  await page.locator('input[name=login]').fill(login)
  await page.locator('input[name=password]').fill('anything')
  await page.locator('button[type=submit]').click()
  await page.getByRole('button', { name: 'Continue' }).click()
}

// comesBack: to the page that was asked for, signed in, with nothing of the trip in the address.
async function comesBack(stage) {
  const page = await stage.person('zhangmin')
  await page.goto(stage.url + '/inbox/queue')
  equal(await at(page, 'sso-corp').innerText(), '企业微信 登录', 'the button')
  await goes(page, 'sub-zhang')
  await page.waitForURL(stage.url + '/inbox/queue')
  await on(page).live()
  const me = await (await page.request.get(stage.url + '/api/v1/me')).json()
  equal([me.login, me.name], ['zhangmin', '张敏'], 'who is signed in')
  const names = (await page.context().cookies(stage.url)).filter((c) => c.name.startsWith('firstline')).map((c) => [c.name, c.httpOnly, c.sameSite])
  equal(names, [['firstline_session', true, 'Lax']], 'the cookies of the desk')
  stage.note('signed in at the provider, on the other process')
}

// neighbourAway: a provider that is away is told of where the button is, and the password opens as ever.
async function neighbourAway(stage, everywhere) {
  const page = await stage.person('door', { viewport: WIDE })
  await page.goto(stage.url + '/sign-in')
  await at(page, 'sso-spare').click()
  await page.locator('[data-testid=sso-error][data-code=sso_away]').filter({ hasText: '用密码登录' }).waitFor()
  check(await at(page, 'sso-corp').isEnabled(), 'the other button works')
  await everywhere({ page }, 'sign-in-sso')
  await at(page, 'login').fill('sunyue')
  await at(page, 'password').fill(stage.password)
  await at(page, 'sign-in').click()
  await at(page, 'session-list').waitFor()
  stage.note('a provider that is away')
}

// turnedAway: a stranger, somebody else with the account of a colleague, and who thinks better of it. Each is told why, once.
async function turnedAway(stage) {
  for (const [login, code, words] of [['sub-wang', 'sso_unknown', '没有对应的账号'], ['sub-other', 'sso_other', '另一个人']]) {
    const page = await stage.person('stranger ' + login)
    await page.goto(stage.url + '/sign-in?next=/own')
    await goes(page, login)
    await told(page, code, words)
    equal(new URL(page.url()).search, '?next=/own', 'what is left of the address')
    await page.reload()
    await at(page, 'sso-corp').waitFor()
    equal(await at(page, 'sso-error').count(), 0, 'told again')
    await page.context().close()
  }
  const page = await stage.person('hesitant')
  await page.goto(stage.url + '/sign-in')
  await at(page, 'sso-corp').click()
  await page.getByRole('link', { name: '[ Cancel ]' }).click()
  await told(page, 'sso_denied', '没有同意')
  await page.goto(stage.url + '/api/v1/sign-in/sso/corp/callback?state=invented&code=x')
  await told(page, 'sso_state', '不是从本浏览器')
  await at(page, 'sso-corp').click()
  await page.locator('input[name=login]').waitFor()
  await page.goBack()
  check(await at(page, 'sso-corp').isEnabled(), 'the button after going back')
  stage.note('turned away')
}

async function told(page, code, words) {
  await page.locator(`[data-testid=sso-error][data-code=${code}]`).filter({ hasText: words }).waitFor()
}

// unlinked: an administrator sees with which account somebody comes, and unties it; that person is out, and the next one with the account is
// linked.
async function unlinked(stage, everywhere) {
  const boss = await agent(stage, 'boss', { viewport: WIDE })
  await boss.page.goto(stage.url + '/settings/people')
  await at(boss.page, 'person-张敏').click()
  await at(boss.page, 'identity').filter({ hasText: 'zhangmin' }).waitFor()
  await at(boss.page, 'identity-unlink').click()
  await at(boss.page, 'identity-sure').waitFor()
  await everywhere(boss, 'people-sso')
  const zhang = stage.pages.get('zhangmin')
  await at(boss.page, 'identity-sure').click()
  await at(boss.page, 'identity').waitFor({ state: 'detached' })
  await at(zhang, 'sso-corp').waitFor() // out, and where one signs in
  await goes(await fresh(stage), 'sub-other')
  await at(stage.pages.get('other'), 'session-list').waitFor()
  stage.note('unlinked, and linked anew')
}

async function fresh(stage) {
  const page = await stage.person('other')
  await page.goto(stage.url + '/inbox/mine')
  return page
}
