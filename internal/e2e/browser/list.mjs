// The list and what stands in it: what needs no reply, what is starred, what is looked for.

import { agent } from './agent.mjs'
import { NARROW, WIDE } from './appearance.mjs'
import { inspector } from './inspect.mjs'
import { check, equal, until } from './stage.mjs'
import { visitor } from './visitor.mjs'

const GRACE = 5000 // the session.offline_grace of the test, in place of a minute

// noReply: a thank-you would keep the session open; its holder says that it needs no reply, takes that back, says it again by the
// keyboard, and closes with the script (A16).
export async function noReply(stage) {
  const { inspect, everywhere, nothing } = inspector(stage)
  stage.expected.push(/status of 409/) // a first reply cannot be left out
  const a = await agent(stage, 'zhangmin')
  await a.start()
  const v = await visitor(stage)
  await v.write('运费多少')
  await a.pick('运费多少')
  equal(await a.id('no-reply').count(), 0, 'a first reply is owed')
  const id = await a.session()
  const refused = await a.page.request.post(`${stage.url}/api/v1/sessions/${id}/no-reply`, { data: {}, headers: { origin: stage.url } })
  equal([refused.status(), (await refused.json()).code], [409, 'first_owed'], 'nor by any other way')
  await a.write('您好，满99元包邮。')
  await v.sees('满99元包邮')
  await v.write('好的，谢谢！')
  await a.id('no-reply-bar').waitFor()
  await everywhere(a, 'no-reply')
  await a.id('no-reply').click()
  await a.message('无需回复（致谢）', 'system').waitFor()
  await a.id('toast-undo').click()
  await a.message('撤销了无需回复', 'system').waitFor()
  await a.id('no-reply-bar').waitFor()
  equal((await a.api('sessions/' + id)).unanswered, 1, 'owed again')

  await v.write('那退货呢')
  await a.page.locator('[data-testid=composer] [data-testid=no-reply]').waitFor() // more than thanks waits: it is not offered first
  equal(await a.id('no-reply-bar').count(), 0, 'no bar for a question')
  await a.write('七天内可以退。')
  await v.sees('七天内可以退')
  await v.write('👌')
  await a.id('no-reply-bar').waitFor()
  await a.page.keyboard.press('Alt+KeyO')
  await a.id('no-reply-said').waitFor()
  await a.page.setViewportSize(NARROW)
  await inspect(a.page, 'no-reply-said-zh-CN-light-390')
  await a.page.setViewportSize(WIDE)
  const { lines, turns } = await a.api(`sessions/${id}/explain?locale=zh-CN&zone=Asia/Shanghai`)
  equal(lines.map((l) => l.what).filter((w) => /waived|thanked/.test(w)), ['thanked', 'unwaived', 'thanked'], 'explain tells who decided what')
  equal(turns.map((t) => t.end), ['answered', 'answered', 'not_needed'], 'it is no answer in any figure')
  const sup = await agent(stage, 'lizhuguan')
  const { marks } = await sup.api(`sessions/${id}/marks`)
  check(marks.some((m) => m.what === 'waived_thanks'), 'a reviewer sees it: ' + marks.map((m) => m.what).join(' '))
  await a.close()
  await until('closed with its script', async () => (await a.api('sessions/' + id)).phase === 'closed')
  nothing()
}

// looked: star now and note later, what is looked for stands in the address, a way of looking is named, left messages come
// first (RTE-09, CHN-04, A5).
export async function looked(stage) {
  const { inspect, everywhere, nothing } = inspector(stage)
  const a = await agent(stage, 'zhangmin')
  const v = await visitor(stage, {}, 'left')
  const begun = Date.now()
  await until('the grace time, after which nobody is there', () => Date.now() - begun > GRACE + 2000)
  await v.write('夜里的留言')
  await v.sees('客服暂时都不在线')
  await a.id('left-strip').filter({ hasText: '1 条留言待处理' }).waitFor()
  await everywhere(a, 'left-messages')
  await a.id('left-go').click()
  await a.row('夜里的留言').waitFor()
  equal(new URL(a.page.url()).search, '?is=left', 'what is looked for stands in the address')
  await a.id('view-mine').click()
  await a.start()
  const w = await visitor(stage, {}, 'second')
  await w.write('运费怎么算')
  await a.row('运费怎么算').waitFor()
  await a.id('left-strip').waitFor({ state: 'detached' })

  await a.pick('夜里的留言')
  const id = await a.session()
  await a.write('您好，请讲。')
  await v.sees('您好，请讲')
  await a.id('star').click()
  await a.row('请讲').locator('[data-testid=row-note]').waitFor()
  await a.id('view-starred').filter({ hasText: '欠备注' }).waitFor()
  await a.id('pin').click()
  await until('the pinned one on top', async () => (await a.rows().first().getAttribute('data-session')) === id)

  await a.id('open-tools').click()
  await a.id('is-reply').filter({ hasText: '1' }).waitFor()
  await everywhere(a, 'list-tools')
  await a.id('is-reply').click()
  await until('only what waits', async () => (await a.rows().count()) === 1)
  await a.row('运费怎么算').waitFor()
  await a.id('save-view').click()
  await a.id('view-name').fill('待回复的')
  await a.id('keep-view').click()
  await a.id('saved-view').filter({ hasText: '待回复的' }).waitFor()
  await a.rest()
  await w.write('还在吗')
  await v.write('在的，我要退货')
  await until('what comes to fit comes in', async () => (await a.rows().count()) === 2)
  await a.id('clear-filters').click()
  equal(new URL(a.page.url()).search, '', 'and goes from the address')
  await a.page.emulateMedia({ colorScheme: 'dark' })
  await inspect(a.page, 'list-tools-zh-CN-dark-1440')
  await a.page.emulateMedia({ colorScheme: 'light' })
  await a.id('saved-view').getByRole('link').click()
  await until('the view leads there', () => new URL(a.page.url()).search === '?is=reply')
  await a.id('drop-view').click()
  await a.id('drop-view').click()
  await a.id('saved-view').waitFor({ state: 'detached' })
  await a.page.setViewportSize(NARROW)
  await inspect(a.page, 'list-tools-zh-CN-light-390')
  await a.page.setViewportSize(WIDE)
  await a.id('close-tools').click()

  await a.id('view-starred').click()
  await a.id('needs-me').waitFor({ state: 'attached' })
  await a.pick('我要退货')
  await a.note('客户夜里留言，要退货')
  await until('the note is no more owed', async () => (await a.api('me/stars')).stars.every((s) => !s.note_owed))
  await a.id('view-starred').filter({ hasText: '星标' }).waitFor()
  nothing()
}
