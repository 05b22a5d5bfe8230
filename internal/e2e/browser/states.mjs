// States between two screens: a list that has not come, one that cannot, what the web chat asks before a conversation, and its button on
// somebody's site.

import { createServer } from 'node:http'
import { agent } from './agent.mjs'
import { WIDE } from './appearance.mjs'
import { inspector } from './inspect.mjs'
import { equal } from './stage.mjs'
import { visitor } from './visitor.mjs'

const LIST = /\/api\/v1\/sessions\?/

export async function states(stage) {
  stage.expected.push(/status of 500/)
  const seen = inspector(stage)
  await launcher(stage, seen)
  await chat(stage, seen)
  await list(stage, seen)
  seen.nothing()
}

// A site, in any language and theme; its field for the language is for us.
const site = (url, lang) => `<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>Shop</title>
<style>:root { color-scheme: light dark } body { background: light-dark(#fff, #111); color: light-dark(#222, #eee); font: 16px sans-serif }</style>
<main><h1>Shop</h1><p><label>Language <select id="lang"><option>zh-CN<option>zh-TW<option>en</select></label></p></main>
<script>document.getElementById('lang').onchange = (e) => (location.search = '?' + e.target.value)</script>
<script src="${url}/chat/web/widget.js"></script></html>`

// launcher: what stands on a site before anybody has opened the chat.
async function launcher(stage, seen) {
  const server = createServer((req, res) => res.setHeader('Content-Type', 'text/html; charset=utf-8').end(site(stage.url, req.url.split('?')[1] ?? 'zh-CN')))
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  const page = await stage.person('site')
  await page.goto(`http://localhost:${server.address().port}/`)
  await page.locator('.launcher').filter({ hasText: '在线客服' }).waitFor()
  await seen.everywhere({ page }, 'chat-launcher')
  await page.context().close()
  server.close()
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
