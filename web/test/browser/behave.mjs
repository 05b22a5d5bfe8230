// Trials of behaviour in a real browser against the stand-in. node test/browser/behave.mjs [name part]

import { startFake } from '../fake/server.mjs'
import { launch, signIn } from './browser.mjs'
import { keys } from './trials/keys.mjs'
import { resume } from './trials/resume.mjs'
import { sending } from './trials/sending.mjs'
import { work } from './trials/work.mjs'

const only = process.argv[2] ?? ''
let failed = 0

for (const [name, trial] of Object.entries({ ...sending, ...resume, ...keys, ...work })) {
  if (!name.includes(only)) continue
  const fake = await startFake()
  const b = await launch()
  b.page.setDefaultTimeout(8000)
  try {
    await signIn(b.page, fake.url)
    await trial(tools(b, fake))
    console.log('ok   ' + name)
  } catch (e) {
    failed++
    console.log('FAIL ' + name + '\n' + (e.stack ?? e))
    await b.page.screenshot({ path: `/tmp/fail-${name.replace(/\W+/g, '-')}.png` })
  }
  await b.close()
  fake.stop()
}
process.exit(failed ? 1 : 0)

function tools(b, fake) {
  const { page } = b
  const sessionOf = (title) => [...fake.desk.sessions.values()].find((s) => s.row.title === title)
  return {
    ...b, fake, sessionOf,
    row: (title) => page.getByTestId('session-row').filter({ hasText: title }).first(),
    box: page.getByTestId('composer-text'),
    async pick(title) {
      await page.getByTestId('session-row').filter({ hasText: title }).first().click()
      await page.locator(`[data-testid=thread][data-session="${sessionOf(title).row.id}"][data-status=ready]`).waitFor()
    },
    // until waits for something that is not in the page: the stand-in's memory, say.
    async until(what, check) {
      for (let i = 0; i < 100; i++) {
        if (await check()) return
        await page.waitForTimeout(50)
      }
      throw new Error('never: ' + what)
    },
    equal(got, want, what) {
      if (JSON.stringify(got) !== JSON.stringify(want)) throw new Error(`${what}: ${JSON.stringify(got)}, want ${JSON.stringify(want)}`)
    },
    live: () => page.locator('[data-testid=connection][data-state=live]').waitFor({ timeout: 15000 }),
  }
}
