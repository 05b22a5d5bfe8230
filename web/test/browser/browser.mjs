// Headless Chromium for the trials: a fresh profile each time, no network of its own.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync',
]

export async function launch({ width = 1440, height = 900, theme = 'light' } = {}) {
  const profile = mkdtempSync(join(tmpdir(), 'firstline-web-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, args: FLAGS,
    viewport: { width, height }, colorScheme: theme, locale: 'zh-CN',
  })
  const page = context.pages()[0] ?? (await context.newPage())
  const complaints = []
  page.on('console', (m) => ['error', 'warning'].includes(m.type()) && complaints.push(m.text()))
  page.on('pageerror', (e) => complaints.push(String(e)))
  return {
    page, context, complaints,
    async close() {
      await context.close()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}

export async function signIn(page, url, login = 'zhang.min') {
  await page.goto(url + '/sign-in?next=/inbox/mine') // also for those who would land elsewhere
  await page.getByTestId('login').fill(login)
  await page.getByTestId('password').fill('firstline-demo')
  await page.getByTestId('sign-in').click()
  await page.getByTestId('session-list').waitFor()
}
