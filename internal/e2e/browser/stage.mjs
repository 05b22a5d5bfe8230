// What every act needs: people with browsers of their own, the two channels, and the record as the API tells it.

import { join } from 'node:path'
import { chromium } from 'playwright-core'

const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--lang=zh-CN',
]
const PATIENCE = 30_000

export async function open(scene) {
  const browser = await chromium.launch({ executablePath: scene.pages, args: FLAGS })
  const began = Date.now()
  const pages = new Map()
  const complaints = []

  // person opens a window with an empty profile; before is done to it while it is still empty.
  async function person(name, { before, ...look } = {}) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...look })
    const page = await context.newPage()
    page.setDefaultTimeout(PATIENCE)
    await before?.(page)
    page.on('console', (m) => ['error', 'warning'].includes(m.type()) && complaints.push(`${name}: ${m.text()} ${m.location().url}`))
    page.on('pageerror', (e) => complaints.push(`${name}: ${e}`))
    pages.set(name, page)
    return page
  }

  const stage = {
    ...scene, browser, pages, complaints, person,
    note: (text) => console.log(`${((Date.now() - began) / 1000).toFixed(1)} s  ${text}`),

    // expected are complaints that belong to the act. Asking who sits here before anybody has signed in is one everywhere.
    expected: [/status of 401/],

    // quiet fails on anything else that a page complained about.
    quiet() {
      const rest = complaints.filter((c) => !stage.expected.some((e) => e.test(c)))
      complaints.length = 0
      if (rest.length) throw new Error('the pages complained:\n' + rest.join('\n'))
    },

    picture: (page, name) => page.screenshot({ path: join(scene.pictures, name + '.png') }),

    async failed(act) {
      for (const [name, page] of pages) await page.screenshot({ path: join(scene.pictures, `failed-${act}-${name}.png`) }).catch(() => {})
      if (complaints.length) console.log('the pages complained:\n' + complaints.join('\n'))
      console.log('pictures: ' + scene.pictures)
    },

    close: () => browser.close(),

    async control(what) {
      const res = await fetch(`${scene.control}/${what}`, { method: 'POST' })
      if (!res.ok) throw new Error(`${what}: ${await res.text()}`)
    },

    // tg and sl ask a stand-in: of Telegram, of Slack.
    tg: (what, body) => ask(scene.telegram, what, body),
    sl: async (what, body) => (await ask(scene.slack, what, body)).json(),

    // slFile are the bytes of a file at Slack.
    slFile: async (id) => Buffer.from(await (await ask(scene.slack, 'file?id=' + id)).arrayBuffer()),

    // tgSends are the calls by which the desk has sent something at Telegram, in order.
    tgSends: async () => (await (await stage.tg('ledger?type=send')).text()).split('\n').filter(Boolean).map((l) => JSON.parse(l)),
  }
  return stage
}

async function ask(standIn, what, body) {
  const res = await fetch(`${standIn}/_control/${what}`, body ? { method: 'POST', body: JSON.stringify(body) } : {})
  if (!res.ok) throw new Error(`${what}: ${await res.text()}`)
  return res
}

// until waits for something that no page can tell.
export async function until(what, check, ms = PATIENCE) {
  const end = Date.now() + ms
  for (;;) {
    const got = await check()
    if (got) return got
    if (Date.now() > end) throw new Error('never: ' + what)
    await new Promise((r) => setTimeout(r, 25))
  }
}

export function equal(got, want, what) {
  const [a, b] = [JSON.stringify(got, null, 1), JSON.stringify(want, null, 1)]
  if (a !== b) throw new Error(`${what}:\ngot  ${a}\nwant ${b}`)
}

export function check(yes, what) {
  if (!yes) throw new Error(what)
}
