// Every section of administration, with something open in it.

import { signIn } from './agent.mjs'
import { inspector } from './inspect.mjs'

const OPEN = {
  hours: (id) => id('always').uncheck(),
  people: (id) => id('person-add').click(),
  phrases: (id, page) => page.locator('[data-testid="rule-negative.refusal"] .line').click(),
  matters: (id) => id('category-dispute').locator('.what').click(),
  scorecard: async (id) => {
    for (const open of ['criterion-wording', 'reason-unanswered']) await id(open).locator('.what').click()
  },
  scripts: (id, page) => page.locator('[data-testid=script-preview]').filter({ hasText: '青禾商城' }).waitFor(),
  targets: async (id) => {
    await id('open-history').click()
    await id('version-1').waitFor()
  },
  start: (id) => id('preset-ecommerce').waitFor(),
}
const SECTIONS = ['organisation', 'groups', 'people', 'hours', 'targets', 'scripts', 'use', 'phrases', 'matters', 'scorecard', 'channels', 'start']

export async function settingsLook(stage) {
  const { everywhere, nothing } = inspector(stage)
  const page = await stage.person('admin')
  const id = (name) => page.getByTestId(name)
  await signIn(stage, page, 'boss')
  await page.goto(stage.url + '/settings')
  await everywhere({ page }, 'settings')
  for (const section of SECTIONS) {
    await page.goto(`${stage.url}/settings/${section}`)
    await page.locator('[data-testid=document], [data-testid=script-use], [data-testid=wizard], [data-testid=person-add], [data-testid=channel-web]').first().waitFor()
    await OPEN[section]?.(id, page)
    await everywhere({ page }, 'settings-' + section)
    page.removeAllListeners('dialog')
    page.once('dialog', (d) => d.accept())
  }
  nothing()
}
