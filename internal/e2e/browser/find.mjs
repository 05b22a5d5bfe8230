// What a search finds besides messages, and what the palette leads to: customers by name and whole contact, sessions and complaints
// by number, and scripts that go into the open composer (ui.md 1.18).

import { agent } from './agent.mjs'
import { WIDE } from './appearance.mjs'
import { inspector } from './inspect.mjs'
import { equal, until } from './stage.mjs'
import { visitor } from './visitor.mjs'

export async function find(stage) {
  const { everywhere, nothing } = inspector(stage)
  const a = await agent(stage, 'zhangmin', { viewport: WIDE })
  await a.start()
  const v = await visitor(stage)
  await v.write('运费多少')
  await a.pick('运费多少')
  await until('the greeting in the box', () => a.box.inputValue())

  stage.note('the customer waits, in the same words for who serves and for who looks on')
  const sup = await agent(stage, 'lizhuguan', { viewport: WIDE })
  await sup.page.goto(`${stage.url}/search/${await a.session()}`)
  const gap = (who) => who.id('wait-gap').filter({ hasText: /^首响等待中 \d+ 秒，目标 60 秒$/ })
  await Promise.all([gap(a).waitFor(), gap(sup).waitFor()])

  await a.write('您好，满99元包邮。')
  await v.sees('满99元包邮')
  const session = await a.session()
  const { number } = await a.api('sessions/' + session)
  await a.post(`sessions/${session}/profile`, { field: 'name', value: '王曉明' })
  await a.post(`sessions/${session}/profile`, { field: 'phone', value: '13911112222' })
  await a.post(`sessions/${session}/cases`, { client_id: 'r', reason: '多收了运费' })
  const [{ number: entry }] = await a.api(`sessions/${session}/cases`)

  stage.note('the palette puts a script into the composer')
  await a.box.focus()
  await a.page.keyboard.press('Control+k')
  await a.id('palette-box').fill('/您')
  const script = a.page.locator('[data-testid=palette-entry][data-entry^="script:"]').first()
  await script.waitFor()
  await everywhere(a, 'palette-scripts')
  const said = await script.locator('.meta').first().innerText()
  await a.page.keyboard.press('Enter')
  await a.id('palette').waitFor({ state: 'detached' })
  await until('the script in the box', async () => (await a.box.inputValue()).includes(said.slice(0, 6)))
  equal(await a.page.locator('[data-testid=message][data-role=agent]').count(), 1, 'nothing has left')
  await a.box.fill('')

  stage.note('names, contacts and numbers in one search')
  const ask = async (q, what, text) => {
    await sup.id('search-box').fill(q)
    await until(`${q} finds ${text}`, async () => {
      await sup.id('search-submit').click()
      const hit = sup.id(what).filter({ hasText: text })
      await hit.first().waitFor({ timeout: 1500 }).catch(() => {})
      return (await hit.count()) === 1
    })
    return sup.id(what).filter({ hasText: text })
  }
  await sup.page.goto(stage.url + '/search')
  const person = await ask('晓明', 'search-person', '王曉明')
  equal(await person.locator('mark').innerText(), '曉明', 'what is marked of the name')
  await ask('139-1111-2222', 'search-person', '139****2222')
  equal((await sup.page.content()).includes('13911112222'), false, 'the number is covered')
  await ask(entry.slice(0, -1), 'search-case', entry)
  const found = await ask('#' + number.toLowerCase(), 'search-session', '#' + number)
  await everywhere(sup, 'search-numbers')
  await found.click()
  await sup.page.locator('[data-testid=session-look], [data-testid=look]').first().or(sup.message('运费多少')).first().waitFor()

  stage.note('the palette knows a complaint and a closed session by their numbers')
  await sup.page.keyboard.press('Control+k')
  await sup.id('palette-box').fill(entry)
  await sup.page.locator('[data-testid=palette-entry][data-entry^="case:"][aria-selected=true]').waitFor()
  await sup.page.keyboard.press('Enter')
  await until('the complaint', () => decodeURIComponent(new URL(sup.page.url()).pathname).endsWith(entry))
  await a.close()
  await until('closed', async () => (await a.api('sessions/' + session)).phase === 'closed')
  await sup.page.goto(stage.url + '/complaints')
  await sup.live()
  await sup.page.keyboard.press('Control+k')
  await sup.id('palette-box').fill('#' + number)
  await sup.page.locator(`[data-testid=palette-entry][data-entry="session:${session}"][aria-selected=true]`).waitFor()
  await sup.page.keyboard.press('Enter')
  await until('the closed session', () => new URL(sup.page.url()).pathname.includes(session))
  await sup.id('look').getByText('满99元包邮').first().waitFor()
  nothing()
}
