// How people get in and stay in: a second factor, browsers that are remembered, and the end of a sign-in.

import { createHmac } from 'node:crypto'
import { agent, on, signIn } from './agent.mjs'
import { inspector } from './inspect.mjs'
import { check, equal, until } from './stage.mjs'
import { visitor } from './visitor.mjs'

const STEP = 30_000

// codeAt is an authenticator after RFC 6238, which knows nothing of the desk's: the code of a half minute.
function codeAt(secret, at) {
  let bits = ''
  for (const c of secret.replaceAll(' ', '')) bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')
  const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / STEP)))
  const sum = createHmac('sha1', key).update(counter).digest()
  return String((sum.readUInt32BE(sum[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

// phone shows codes one after the other, never one twice: the desk takes each once, and none that is older than the last.
function phone(secret) {
  let last = 0
  return {
    last: () => codeAt(secret, last),
    async next() {
      const from = Math.max(last + STEP, Date.now() - STEP)
      // The desk takes a code that is at most half a minute ahead of its clock.
      await until('the phone shows a new code', () => from < Date.now() + STEP - 500, 40_000)
      last = from
      return codeAt(secret, last)
    },
  }
}

// wear goes from the picture of the secret to the desk; everywhere is given what there is on the way.
async function wear(page, everywhere = async () => {}) {
  const id = (name) => page.getByTestId(name)
  await id('factor-picture').waitFor()
  const its = phone(await id('factor-secret').innerText())
  await everywhere({ page }, 'second-factor')
  await id('factor-code').fill(await its.next())
  await id('factor-confirm').click()
  await id('recovery-codes').waitFor()
  await everywhere({ page }, 'recovery-codes')
  const codes = await id('recovery-codes').locator('code').allInnerTexts()
  equal(new Set(codes).size, 10, 'recovery codes')
  check(await id('recovery-done').isDisabled(), 'nobody leaves before the codes are kept')
  await id('recovery-kept').check()
  await id('recovery-done').click()
  await id('recovery-codes').waitFor({ state: 'detached' })
  return { ...its, codes }
}

async function door(stage, page, login, { remember = false, password = stage.password } = {}) {
  await page.goto(stage.url + '/inbox/mine')
  await page.getByTestId('login').fill(login)
  await page.getByTestId('password').fill(password)
  if (remember) await page.getByTestId('remember').check()
  await page.getByTestId('sign-in').click()
}

export async function secondFactor(stage) {
  stage.expected.push(/status of 4(03|22)/)
  const { everywhere, nothing } = inspector(stage)
  const page = await stage.person('lizhuguan')
  const id = (name) => page.getByTestId(name)

  // Required of supervisors: nothing before it, whatever address is asked for.
  await door(stage, page, 'lizhuguan')
  await id('factor-setup').waitFor()
  await page.goto(stage.url + '/settings/people')
  await id('factor-picture').waitFor()
  check(page.url().includes('/second-factor?next='), 'led to the set-up: ' + page.url())
  equal((await page.request.get(stage.url + '/api/v1/sessions?view=all')).status(), 403, 'the list before it')
  await id('factor-code').fill('000000')
  await id('factor-confirm').click()
  await id('factor-error').waitFor()
  const its = await wear(page, everywhere)
  await page.waitForURL('**/settings/people')
  stage.note('set up')

  // From now on each sign-in asks for a code, and takes each once.
  await page.request.post(stage.url + '/api/v1/sign-out', { data: {} })
  await door(stage, page, 'lizhuguan')
  await id('code').waitFor()
  await everywhere({ page }, 'sign-in-code')
  check((await page.locator('footer').innerText()).includes('分机 8001'), 'whom to ask')
  await id('code').fill(its.last())
  await id('sign-in').click()
  await page.locator('[data-testid=sign-in-error][data-code=wrong_code]').waitFor()
  await id('code').fill(await its.next())
  await id('sign-in').click()
  await id('session-list').waitFor()
  stage.note('signed in')

  // Another phone: the former is switched off with a recovery code, and the next set up at once.
  await page.goto(stage.url + '/me/access')
  await page.locator('[data-testid=factor][data-on=true]').waitFor()
  await id('factor-off').click()
  await id('both-form').waitFor()
  await everywhere(on(page), 'factor-off')
  await id('both-password').and(page.locator('input')).fill(stage.password)
  await id('both-code').fill(its.codes[0])
  await id('both-submit').click()
  await wear(page)
  await page.locator('[data-testid=factor][data-on=true]').waitFor()
  check(page.url().endsWith('/me/access'), 'back where it began: ' + page.url())
  stage.note('another phone')

  // Who has lost everything is helped by an admin, which stands in the history.
  const boss = await stage.person('boss')
  await door(stage, boss, 'boss')
  await wear(boss)
  await boss.getByTestId('session-list').waitFor()
  await boss.goto(stage.url + '/settings/people')
  await boss.getByTestId('person-李主管').click()
  await boss.locator('[data-testid=person-factor][data-on=true]').waitFor()
  await boss.getByTestId('factor-reset').click()
  await everywhere(on(boss), 'factor-reset')
  await boss.getByTestId('factor-reset-sure').click()
  await boss.locator('[data-testid=person-factor][data-on=false]').waitFor()
  await boss.getByTestId('person-history').click()
  await boss.getByText('两步验证', { exact: true }).first().waitFor()
  await id('sign-in-form').waitFor() // the other page is led out
  await door(stage, page, 'lizhuguan')
  await id('factor-picture').waitFor()
  stage.note('taken away')

  // An agent may have one, and need not.
  const a = await agent(stage, 'zhangmin')
  await a.page.goto(stage.url + '/me/access')
  await a.id('factor-start').click()
  await a.id('factor-password').and(a.page.locator('input')).fill(stage.password)
  await a.id('factor-begin').click()
  await wear(a.page)
  await a.page.locator('[data-testid=factor][data-on=true]').waitFor()
  nothing()
}

export async function remembered(stage) {
  stage.expected.push(/status of 4(03|22)/)
  const { everywhere, nothing } = inspector(stage)
  const a = await agent(stage, 'zhangmin')
  await a.page.goto(stage.url + '/me/access')
  await a.id('factor-start').click()
  await a.id('factor-password').and(a.page.locator('input')).fill(stage.password)
  await a.id('factor-begin').click()
  const its = await wear(a.page)
  equal((await a.page.context().cookies()).map((c) => [c.name, c.expires]), [['firstline_session', -1]], 'what was not ticked goes with the browser')

  const page = await stage.person('home')
  await door(stage, page, 'zhangmin', { remember: true })
  await page.getByTestId('code').fill(await its.next())
  await page.getByTestId('sign-in').click()
  await page.getByTestId('session-list').waitFor()
  const cookies = await page.context().cookies()
  equal(cookies.map((c) => c.name).sort(), ['firstline_device', 'firstline_session'], 'cookies')
  check(cookies.every((c) => c.httpOnly && Math.abs(c.expires - Date.now() / 1000 - 7 * 86400) < 120), 'for a week: ' + JSON.stringify(cookies))

  // The browser is closed, and opened again the next morning.
  await page.context().close()
  const kept = (c) => c.expires > 0
  const next = await stage.person('next morning', { before: (p) => p.context().addCookies(cookies.filter(kept)) })
  await stage.control('cut?of=use&to=-12h') // nobody used it through the night: the other sign-in has ended
  await next.goto(stage.url + '/inbox/mine')
  await next.getByTestId('session-list').waitFor()
  await a.id('sign-in-form').waitFor()

  // Signed out by hand it still needs no code.
  await next.getByTestId('user-menu').click()
  await next.getByTestId('sign-out').click()
  await door(stage, next, 'zhangmin', { remember: true })
  await next.getByTestId('session-list').waitFor()

  // It is told where it can be forgotten: then it is signed out, and a stranger.
  await next.goto(stage.url + '/me/access')
  await next.getByTestId('device').filter({ hasText: '就是这里' }).waitFor()
  check(/Chrome \d+ · Linux/.test(await next.getByTestId('device').innerText()), 'what browser it is')
  await next.getByTestId('password-begin').click()
  await everywhere(on(next), 'own-access')
  await next.getByTestId('device-forget').click()
  await next.getByTestId('sign-in-form').waitFor()
  await door(stage, next, 'zhangmin')
  await next.getByTestId('code').fill(await its.next())
  await next.getByTestId('sign-in').click()
  await next.getByTestId('session-list').waitFor()
  await next.goto(stage.url + '/me/access')
  await next.getByTestId('sign-in-place').first().waitFor()
  equal(await next.getByTestId('device').count(), 0, 'remembered browsers')
  await newPassword(stage, next)
  await next.getByTestId('code').fill(await its.next())
  await next.getByTestId('sign-in').click()
  await next.getByTestId('session-list').waitFor()
  nothing()
}

// newPassword changes it, and comes to the door with it: the one before opens nothing any more.
async function newPassword(stage, page) {
  const id = (name) => page.getByTestId(name)
  const say = async (current, next) => {
    await id('password-current').fill(current)
    await id('password-next').fill(next)
    await id('password-submit').click()
  }
  const password = stage.password + ', and more'
  await id('password-begin').click()
  await say('not it', password)
  await id('password-error').waitFor()
  await say(stage.password, 'short')
  await id('password-next').and(page.locator('[aria-invalid=true]')).waitFor()
  await say(stage.password, password)
  await id('password-form').waitFor({ state: 'detached' })
  await id('user-menu').click()
  await id('sign-out').click()
  await door(stage, page, 'zhangmin')
  await id('sign-in-error').waitFor()
  await door(stage, page, 'zhangmin', { password })
}

export async function expiry(stage) {
  const { everywhere, nothing } = inspector(stage)
  const a = await agent(stage, 'zhangmin')
  await a.start()
  const v = await visitor(stage)
  await v.write('在吗，急')
  await a.pick('在吗，急')
  await a.box.fill('写到一半的答复')
  const at = a.page.url()
  const ends = async () => (await a.page.request.get(stage.url + '/api/v1/sign-in')).json()
  const looks = () => a.page.evaluate(() => void document.dispatchEvent(new Event('visibilitychange')))
  const bar = (why) => a.page.locator(`[data-testid=expiry][data-why=${why}]`).waitFor()
  const gone = () => a.id('expiry').waitFor({ state: 'detached' })

  // Its age: the password, over the page as it stands.
  check((await ends()).ends_in_s > 80_000, 'a day')
  await stage.control('cut?of=age&to=170s')
  await looks()
  await bar('age')
  await everywhere(a, 'expiry')
  await a.id('expiry-go-on').click()
  await a.id('return').waitFor()
  await everywhere(a, 'sign-in-again')
  await a.page.locator('#return-password').fill('not the password')
  await a.page.keyboard.press('Enter')
  await a.id('return-error').waitFor()
  await a.page.locator('#return-password').fill(stage.password)
  await a.page.keyboard.press('Enter')
  await a.id('return').waitFor({ state: 'detached' })
  await gone()
  check((await ends()).ends_in_s > 80_000, 'a day again')
  equal([a.page.url(), await a.box.inputValue()], [at, '写到一半的答复'], 'the page as it stood')
  await v.write('还在吗')
  await a.message('还在吗', 'customer').waitFor() // by the socket that was there before
  await a.live()

  // Want of use: a page whose stream has stopped, and which asks for nothing, uses nothing. One press, and it goes on.
  const b = on(await stage.person('stopped', { before: (p) => p.routeWebSocket(/stream/, (ws) => ws.close({ code: 4504 })) }))
  await signIn(stage, b.page, 'sunyue')
  await b.id('bar-stopped').waitFor()
  await b.page.route('**/api/v1/**', (r) => (/\/(sign-in|me)$/.test(r.request().url()) ? r.continue() : r.abort()))
  stage.expected.push(/net::ERR_FAILED/)
  await stage.control('cut?of=use&to=100s')
  await b.page.evaluate(() => void document.dispatchEvent(new Event('visibilitychange')))
  await b.page.locator('[data-testid=expiry][data-why=idle]').waitFor()
  await b.id('expiry-go-on').click()
  await b.id('expiry').waitFor({ state: 'detached' })
  const left = await (await b.page.request.get(stage.url + '/api/v1/sign-in')).json()
  check(left.idle_in_s > 3500, 'an hour again: ' + JSON.stringify(left))

  // Over all the same: back at the same page, with what was written.
  await until('the draft is on the server', async () => JSON.stringify(await a.api(`sessions/${await a.session()}/drafts`)).includes('写到一半'))
  await stage.control('cut?of=age&to=0s')
  await a.id('sign-in-form').waitFor()
  await a.id('login').fill('zhangmin')
  await a.id('password').and(a.page.locator('input')).fill(stage.password)
  await a.id('sign-in').click()
  await a.thread().waitFor()
  equal([a.page.url(), await a.box.inputValue()], [at, '写到一半的答复'], 'the same page')
  nothing()
}
