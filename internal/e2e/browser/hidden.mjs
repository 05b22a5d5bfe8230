// A tab that nobody sees, in a browser as people have it: with its own throttling, and without a word from the test that it be visible.

import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { on, signIn } from './agent.mjs'
import { check, until } from './stage.mjs'
import { visitor } from './visitor.mjs'

const SECOND = 1000

// Five minutes after a tab is hidden, Chromium wakes its timers once a minute, unless the page has an open socket, as ours has: here after two seconds. Else it
// is as it comes.
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--enable-features=IntensiveWakeUpThrottling:grace_period_seconds/2', '--remote-debugging-port=0']

// own starts a browser that playwright does not change: its defaults keep every tab awake and visible.
async function own(program) {
  const home = mkdtempSync(join(tmpdir(), 'firstline-hidden-'))
  const child = spawn(program, [...FLAGS, '--user-data-dir=' + home, 'about:blank'], { stdio: 'ignore', detached: true })
  const gone = new Promise((done) => child.on('exit', done))
  const end = async () => {
    process.kill(-child.pid, 'SIGKILL') // its own children too
    await gone
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  }
  process.on('exit', () => child.exitCode === null && child.signalCode === null && process.kill(-child.pid, 'SIGKILL'))
  const port = await until('the port of the browser', () => {
    try {
      return readFileSync(join(home, 'DevToolsActivePort'), 'utf8').split('\n')[0]
    } catch {
      return ''
    }
  })
  const browser = await chromium.connectOverCDP('http://127.0.0.1:' + port, { noDefaults: true })
  return { context: browser.contexts()[0], end: async () => { await browser.close(); await end() } }
}

// listen notes when the title changes and when a sound begins, and counts how often a timer of half a second really runs. asleep: no timer runs
// while nobody sees the tab, as in the strictest of browsers.
function listen(asleep) {
  if (asleep) {
    for (const name of ['setInterval', 'setTimeout']) {
      const real = window[name]
      window[name] = (act, ...rest) => real((...what) => document.hidden || act(...what), ...rest)
    }
  }
  window.told = []
  window.ticks = 0
  setInterval(() => window.ticks++, 500)
  const start = OscillatorNode.prototype.start
  OscillatorNode.prototype.start = function (...when) {
    window.told.push({ what: 'sound', at: Date.now() })
    return start.apply(this, when)
  }
  addEventListener('DOMContentLoaded', () => {
    const note = () => window.told.push({ what: 'title', at: Date.now(), text: document.title })
    new MutationObserver(note).observe(document.querySelector('title'), { childList: true, characterData: true, subtree: true })
  })
}

export const hidden = (stage) => watched(stage, false)
export const asleep = (stage) => watched(stage, true)

// watched: the alarm of ten seconds and that of none are heard and stand in the title within a second (SLA-01, ui 5.6), whatever becomes
// of the tab's timers.
async function watched(stage, asleep) {
  const { context, end } = await own(stage.chromium)
  try {
    const page = context.pages()[0]
    page.setDefaultTimeout(30 * SECOND)
    await page.addInitScript(listen, asleep)
    await signIn(stage, page, 'zhangmin')
    const a = on(page)
    await a.live()
    await page.getByTestId('start-receiving').click() // a press lets the page be heard
    await page.locator('[data-testid=status-switcher][data-status=online]').waitFor()
    const other = await context.newPage()
    await other.bringToFront()
    await until('the tab to be hidden', () => page.evaluate(() => document.visibilityState === 'hidden'))

    const v = await visitor(stage)
    await v.write('有人在吗')
    const row = await until('the session', async () => (await api(page, stage)).find((r) => r.preview.text === '有人在吗' && r.due_at))
    await until('the throttling', () => Date.now() > row.due_at - 25 * SECOND, 60 * SECOND)
    const before = await page.evaluate(() => window.ticks)
    await until('the target to have passed', () => Date.now() > row.due_at + 3 * SECOND, 60 * SECOND)
    const { told, ticks, state } = await page.evaluate(() => ({ told: window.told, ticks: window.ticks, state: document.visibilityState }))
    check(state === 'hidden', 'the tab was looked at')
    stage.note(`a timer of half a second ran ${ticks - before} times in 28 s`)
    check(!asleep || ticks === before, 'the timers were not asleep')
    for (const [name, at] of [['ten seconds left', row.due_at - 10 * SECOND], ['none left', row.due_at]]) {
      for (const what of ['sound', 'title']) {
        const late = told.filter((t) => t.what === what && t.at >= at - 500).map((t) => t.at - at)[0]
        check(late !== undefined && late <= SECOND, `${name}: ${what} after ${late} ms; told ${JSON.stringify(told)}, due ${row.due_at}`)
        stage.note(`${name}: ${what} after ${late} ms`)
      }
    }
    check(told.some((t) => t.what === 'title' && t.at >= row.due_at && t.text.includes('!!')), 'the title says that it is late: ' + JSON.stringify(told))
  } finally {
    await end()
  }
}

const api = (page, stage) => page.evaluate(async (url) => (await (await fetch(url)).json()).rows, stage.url + '/api/v1/sessions?view=mine')
