// Administration in the browser: a target, a script and a phrase are changed, and hold for the next customer without a
// restart; two who change the same thing; the history, and back again.

import { agent, signIn } from './agent.mjs'
import { check, equal, until } from './stage.mjs'
import { visitor } from './visitor.mjs'

export async function administration(stage) {
  stage.expected.push(/status of 4(09|22)/)
  const a = await agent(stage, 'lizhuguan')
  await a.start()
  const boss = await stage.person('hejingli')
  await signIn(stage, boss, 'hejingli')
  const id = (name) => boss.getByTestId(name)
  const open = async (page, section) => {
    await page.goto(`${stage.url}/settings/${section}`)
    await page.getByTestId('document').waitFor()
  }
  const version = (page, n) => page.locator(`[data-testid=document][data-version="${n}"]`).waitFor()

  // A target: first a mistake, which is told at its field; then another time for the next customer.
  const before = await arrives(stage, a, 'before', '以前的客户')
  equal(await due(a, before), 60_000, 'the target of the first customer')
  await id('place-settings').click()
  await id('section-targets').click()
  const first = boss.locator('#f-first_reply')
  await first.fill('1')
  await id('save').click()
  await boss.getByTestId('field-error').filter({ hasText: '超出范围' }).waitFor()
  await first.fill('300')
  await id('note').fill('双十一期间放宽')
  await id('save').click()
  await version(boss, 2)
  check((await id('last-change').innerText()).includes('何经理'), 'who changed it last')
  const after = await arrives(stage, a, 'after', '之后的客户')
  equal(await due(a, after), 300_000, 'the target of the next customer')
  equal(await due(a, before), 60_000, 'the target of the customer who was there')
  stage.note('a target, without a restart')

  // A script: the greeting that is said now. A supervisor may.
  const chief = a.page
  await chief.getByTestId('place-settings').click()
  await chief.getByTestId('section-scripts').click()
  const chosen = chief.locator('section').filter({ hasText: '系统问候' }).locator('.script').filter({ hasText: '此刻使用' }).first()
  await chosen.click()
  const text = chief.getByTestId('script-text')
  const was = await text.inputValue()
  await text.fill(was.replace('{{.Organisation}}', ''))
  await chief.getByTestId('script-error').filter({ hasText: '单位名称' }).waitFor()
  const words = was.replace('您的消息我们已经收到', '您的消息已经交给专人')
  await text.fill(words)
  await chief.getByTestId('script-preview').filter({ hasText: '青禾商城' }).filter({ hasText: '已经交给专人' }).waitFor()
  await chief.getByTestId('save').click()
  await version(chief, 2)
  await arrives(stage, a, 'greeted', '第三位客户', '已经交给专人')
  stage.note('a script, without a restart')

  // A phrase, tried on what was said, then refused in the next answer.
  await open(chief, 'phrases')
  await chief.getByTestId('phrase-add').click()
  const rule = chief.locator('.rule.open')
  await rule.getByTestId('rule-phrases').fill('随您便')
  await rule.getByTestId('rule-action').selectOption('block')
  await chief.getByTestId('try').click()
  await chief.getByTestId('try-report').waitFor()
  await chief.getByTestId('save').click()
  await version(chief, 2)
  await chief.getByTestId('place-inbox').click()
  await a.pick('第三位客户')
  await a.box.fill('您好，随您便吧。')
  await a.page.locator('[data-testid=findings][data-strictest=block]').waitFor()
  check(await a.id('send').isDisabled(), 'a phrase that was forbidden just now cannot be sent')
  await a.box.fill('')
  stage.note('a phrase, without a restart')

  // Two at the same thing: the second learns of the first, and nothing is overwritten unseen.
  const other = await stage.person('again')
  await signIn(stage, other, 'hejingli')
  await open(other, 'targets')
  await other.locator('#f-hops').fill('5')
  await open(boss, 'targets')
  await boss.locator('#f-hops').fill('4')
  await id('save').click()
  await version(boss, 3)
  await other.getByTestId('save').click()
  await other.getByTestId('changed-meanwhile').filter({ hasText: '何经理' }).waitFor()
  await other.getByRole('button', { name: '保留我的' }).click()
  await other.getByTestId('save').click()
  await version(other, 4)
  stage.note('two at once')

  // The history says what differed, and restores.
  await open(boss, 'targets')
  await id('open-history').click()
  await id('version-2').click()
  const difference = boss.getByTestId('differences').locator('li').filter({ hasText: '首次回复' })
  check(/60s[\s\S]*(300s|5m)/.test(await difference.innerText()), 'what version 2 changed: ' + (await difference.innerText()))
  await id('version-1').click()
  await id('restore').click()
  await id('restore-sure').click()
  await version(boss, 5)
  equal(await first.inputValue(), '60', 'the target after the restore')
  const last = await arrives(stage, a, 'last', '第四位客户')
  equal(await due(a, last), 60_000, 'the target of the last customer')

  // What the configuration holds is read-only, and says where it is set.
  await open(boss, 'organisation')
  const held = await id('held').innerText()
  check(held.includes('organisation') && held.includes('firstline.yaml'), 'what holds the name: ' + held)
  check(await id('organisation').isDisabled(), 'a held name can be typed into')
}

// arrives lets a new customer write and gives the session.
async function arrives(stage, a, name, text, greeting = '青禾商城') {
  const v = await visitor(stage, undefined, name)
  await v.write(text)
  await v.kept(text)
  await v.sees(greeting)
  const row = await until('the session of ' + text, async () => {
    const { rows: sessions } = await a.api('sessions?view=all&limit=100')
    return sessions.find((s) => s.preview.text.includes(text) || s.title.includes(text)) ?? (await byText(a, sessions, text))
  })
  return row.id
}

async function byText(a, sessions, text) {
  for (const s of sessions) if ((await a.transcript(s.id)).some(([role, said]) => role === 'customer' && said === text)) return s
  return null
}

async function due(a, id) {
  const row = await a.api('sessions/' + id)
  return row.due_at - row.opened_at
}
