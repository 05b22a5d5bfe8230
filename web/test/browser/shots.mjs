// Pictures of every screen, to be looked at: node test/browser/shots.mjs [name part]

import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { startFake } from '../fake/server.mjs'
import { launch } from './browser.mjs'
import { screens, states } from './screens.mjs'

const OUT = fileURLToPath(new URL('./out/', import.meta.url))
const only = process.argv[2] ?? ''
const LOOKS = [
  { name: 'zh-light-1440', width: 1440, height: 900, theme: 'light', locale: 'zh-CN' },
  { name: 'en-dark-1440', width: 1440, height: 900, theme: 'dark', locale: 'en' },
  { name: 'tw-light-1024', width: 1024, height: 720, theme: 'light', locale: 'zh-TW' },
  { name: 'zh-dark-390', width: 390, height: 844, theme: 'dark', locale: 'zh-CN' },
]

mkdirSync(OUT, { recursive: true })
for (const look of LOOKS) {
  const fake = await startFake()
  const b = await launch(look)
  await b.page.addInitScript((l) => localStorage.setItem('firstline.prefs', JSON.stringify({ locale: l, theme: 'system' })), look.locale)
  for (const [name, show] of [...screens(fake), ...states(fake)]) {
    const file = `${look.name}-${name}`
    await show(b.page)
    await b.page.waitForTimeout(350)
    if (file.includes(only)) await b.page.screenshot({ path: OUT + file + '.png' })
  }
  if (b.complaints.length) console.log(look.name, [...new Set(b.complaints)])
  await b.close()
  fake.stop()
}
process.exit(0)
