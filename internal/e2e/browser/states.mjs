// States between two screens: a list that has not come, one that cannot, and what the web chat asks before a conversation.

import { agent } from './agent.mjs'
import { WIDE } from './appearance.mjs'
import { inspector } from './inspect.mjs'
import { equal } from './stage.mjs'
import { visitor } from './visitor.mjs'

const LIST = /\/api\/v1\/sessions\?/

export async function states(stage) {
  stage.expected.push(/status of 500/)
  const seen = inspector(stage)
  await chat(stage, seen)
  await list(stage, seen)
  seen.nothing()
}

// chat: questions before the first message, and the consent, before which nothing is sent.
async function chat(stage, seen) {
  const v = await visitor(stage)
  await v.page.locator('.ask input[name=name]').waitFor()
  await seen.everywhere(v, 'chat-ask')
  await v.page.locator('.ask').evaluate((form) => form.requestSubmit())
  await v.page.locator('.ask').waitFor({ state: 'detached' })
  await v.write('运费多少')
  equal(await v.own(), [], 'what is sent before the visitor has agreed')
  await seen.everywhere(v, 'chat-consent')
  await v.page.locator('#agree').click()
  await v.write('运费多少')
  await v.kept('运费多少')
  await v.page.context().close()
}

// list: without an answer, and with a bad one; the line to the desk is open and silent.
async function list(stage, seen) {
  const a = await agent(stage, 'zhangmin', { viewport: WIDE })
  await a.page.routeWebSocket('**/api/v1/stream', () => {})
  await a.page.route(LIST, () => {})
  await a.page.goto(stage.url + '/inbox/mine')
  await a.page.locator('[data-testid=session-list] [data-testid=skeleton]').waitFor()
  await seen.everywhere(a, 'inbox-loading')
  await a.page.unrouteAll({ behavior: 'ignoreErrors' })
  await a.page.route(LIST, (route) => route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify({ status: 500, code: 'internal', title: '' }) }))
  await a.page.goto(stage.url + '/inbox/mine')
  await a.id('error-block').waitFor()
  await seen.everywhere(a, 'inbox-error')
}
