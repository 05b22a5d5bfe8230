// The demonstration in an empty folder: a stranger signs in with one of the printed accounts and sees life.

import { on } from './agent.mjs'
import { check } from './stage.mjs'

export async function demo(stage) {
  const printed = /zhangmin\s+(\S+)/.exec(stage.output)?.[1]
  check(printed, 'the accounts are printed:\n' + stage.output)
  const page = await stage.person('guest')
  await page.goto(stage.url + '/')
  const a = on(page)
  await a.id('demo-zhangmin').click()
  await a.id('sign-in').click()
  await a.id('session-list').waitFor()
  await a.start()
  await a.rows().first().waitFor()
  stage.note('the first row')
  await a.rows().first().click()
  await a.thread().waitFor()
  await page.locator('[data-testid=message][data-role=customer]').first().waitFor()
  stage.note('the first conversation')
  await stage.picture(page, 'demo-agent')

  const boss = await stage.person('supervisor')
  await boss.goto(stage.url + '/')
  const s = on(boss)
  await s.id('demo-lizhuguan').click()
  await s.id('sign-in').click()
  await s.id('live-board').waitFor() // where a supervisor lands
  await s.rows().first().waitFor()
  await stage.picture(boss, 'demo-live')
  await s.id('place-inbox').click()
  await s.id('view-all').click()
  await s.rows().first().waitFor()
  await stage.picture(boss, 'demo-all')
}
