// What the sign-in asks where the department wants more: nobody in two places at once, and no password that is too old (ui.md 1.5).

import { agent, on } from './agent.mjs'
import { inspector } from './inspect.mjs'
import { check, equal, until } from './stage.mjs'
import { visitor } from './visitor.mjs'

export async function places(stage) {
  stage.expected.push(/status of 4(03|09|22)/)
  const { everywhere, nothing } = inspector(stage)
  const a = await agent(stage, 'zhangmin')
  await a.start()
  const v = await visitor(stage)
  await v.write('在吗，急')
  await a.pick('在吗，急')
  await a.box.fill('写到一半的答复')
  const session = await a.session()
  await until('the server to have the draft', async () => (await a.api(`sessions/${session}/drafts`)).drafts.some((d) => d.text === '写到一半的答复'))

  // Elsewhere one is asked; who leaves it changes nothing.
  const page = await stage.person('desk 12')
  const id = (name) => page.getByTestId(name)
  await door(stage, page)
  await id('elsewhere').waitFor()
  const said = await id('elsewhere').innerText()
  check(/Chrome \d+ · Linux/.test(said) && said.includes('127.0.0.1'), 'where that is: ' + said)
  await everywhere(on(page), 'signed-in-elsewhere')
  await id('leave-it').click()
  equal(await id('login').evaluate((e) => [e === document.activeElement, e.value]), [true, 'zhangmin'], 'back where the account stands')
  await v.write('人呢')
  await a.message('人呢', 'customer').waitFor()

  // Who takes over goes on where the other one was; that one is led out.
  await id('password').fill(stage.password)
  await id('sign-in').click()
  await id('take-over').waitFor()
  await page.keyboard.press('Enter') // it has the focus
  await id('session-list').waitFor()
  await a.id('sign-in-form').waitFor()
  const b = on(page)
  await b.pick('人呢')
  equal(await b.box.inputValue(), '写到一半的答复', 'the draft')
  stage.note('taken over')

  // A password that is too old: a new one, judged beside the field, in the same go.
  await stage.control('cut?of=password&to=-49h')
  await id('user-menu').click()
  await id('sign-out').click()
  await door(stage, page)
  await id('next').waitFor()
  await everywhere(on(page), 'password-expired')
  for (const [bad, why] of [['short', '至少 10 个字符'], [stage.password, '相同']]) {
    await id('next').fill(bad)
    await id('sign-in').click()
    await page.locator('#next-say').filter({ hasText: why }).waitFor()
  }
  const better = stage.password + ', and more'
  await id('next').fill(better)
  await id('sign-in').click()
  await id('session-list').waitFor()
  await id('user-menu').click()
  await id('sign-out').click()
  await door(stage, page)
  await page.locator('[data-testid=sign-in-error][data-code=wrong_credentials]').waitFor()
  await id('password').fill(better)
  await id('sign-in').click()
  await id('session-list').waitFor()
  nothing()
}

async function door(stage, page) {
  await page.goto(stage.url + '/inbox/mine')
  await page.getByTestId('login').fill('zhangmin')
  await page.getByTestId('password').fill(stage.password)
  await page.getByTestId('sign-in').click()
}
