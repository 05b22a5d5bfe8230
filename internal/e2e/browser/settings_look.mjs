// Every screen of administration: languages, themes, widths, axe-core.

import { signIn } from './agent.mjs'
import { prefer, WIDE } from './appearance.mjs'
import { inspector } from './inspect.mjs'

const SECTIONS = ['organisation', 'groups', 'people', 'hours', 'targets', 'scripts', 'phrases', 'matters', 'scorecard', 'channels', 'start']
const LOOKS = [['zh-CN', 'light', 1440, 900], ['en', 'dark', 1024, 768], ['zh-TW', 'light', 390, 844], ['zh-CN', 'dark', 390, 844]]

export async function settingsLook(stage) {
  const { inspect, nothing } = inspector(stage)
  const page = await stage.person('admin')
  const id = (name) => page.getByTestId(name)
  await signIn(stage, page, 'boss')
  for (const [locale, theme, width, height] of LOOKS) {
    await page.setViewportSize(WIDE)
    await page.goto(stage.url + '/settings')
    await prefer({ id }, 'locale-' + locale)
    await page.emulateMedia({ colorScheme: theme })
    await page.setViewportSize({ width, height })
    const name = (what) => `settings-${what}-${locale}-${theme}-${width}`
    await inspect(page, name('list'))
    for (const section of SECTIONS) {
      await page.goto(`${stage.url}/settings/${section}`)
      await page.locator('[data-testid=document], [data-testid=wizard], [data-testid=person-add], [data-testid=channel-web]').first().waitFor()
      if (section === 'start') await id('preset-ecommerce').waitFor()
      if (section === 'hours') await id('always').uncheck()
      if (section === 'people') await id('person-add').click()
      if (section === 'phrases') await page.locator('[data-testid="rule-negative.refusal"] .line').click()
      if (section === 'matters') await id('category-dispute').locator('.what').click()
      if (section === 'scorecard') for (const open of ['criterion-wording', 'reason-unanswered']) await id(open).locator('.what').click()
      if (section === 'scripts') await page.locator('[data-testid=script-preview]').filter({ hasText: '青禾商城' }).waitFor()
      if (section === 'targets') {
        await id('open-history').click()
        await id('version-1').waitFor()
      }
      await inspect(page, name(section))
      page.removeAllListeners('dialog')
      page.once('dialog', (d) => d.accept())
    }
  }
  nothing()
}
