// How a page can look: its languages, its themes, and the windows that it is seen in.

import { check, until } from './stage.mjs'

export const WIDE = { width: 1440, height: 900 }
export const NARROW = { width: 390, height: 844 }
const WINDOWS = [WIDE, { width: 1024, height: 768 }, NARROW]

// Every language, both themes and three widths, but not all of their combinations: each costs a second. What runs with every change
// takes one of the two pairs on a desk, both themes in two languages, which one by the screen's name; FIRSTLINE_TEST_LOOKS=all takes
// everything, as make screens does.
const PAIRS = [[['zh-CN', 'light', 1440], ['en', 'dark', 1440]], [['zh-CN', 'dark', 1440], ['en', 'light', 1440]]]
const ALL = [...PAIRS.flat(), ['zh-TW', 'light', 1024], ['en', 'light', 390], ['zh-CN', 'dark', 390]]

// looksOf a screen are the same ones here and in the test that waits for them (screens_test.go).
export function looksOf(name) {
  if (process.env.FIRSTLINE_TEST_LOOKS === 'all') return ALL
  return PAIRS[[...name].reduce((sum, c) => sum + c.charCodeAt(0), 0) % PAIRS.length]
}

// inLooks shows one state in some of the looks, and leaves it as a page begins.
export async function inLooks(p, looks, seen) {
  for (const [locale, theme, width] of looks) {
    await wear(p.page, locale, theme)
    await p.page.setViewportSize(WINDOWS.find((w) => w.width === width))
    await seen(`${locale}-${theme}-${width}`)
  }
  await wear(p.page, 'zh-CN', 'light')
  await p.page.setViewportSize(WIDE)
}

// wear chooses a language and a theme behind whatever is open: a dialog that has the page to itself keeps hands off the user's menu,
// which is tried in an act of its own. The web chat has a field for the language, and takes the system's theme.
export async function wear(page, locale, theme) {
  if (await page.locator('#app').count()) {
    await page.evaluate(([l, t]) => {
      const { prefs } = document.querySelector('#app').__vue_app__.config.globalProperties.$pinia._s.get('prefs')
      Object.assign(prefs, { locale: l, theme: t })
    }, [locale, theme])
  } else {
    await page.locator('#lang').selectOption(locale)
    await page.emulateMedia({ colorScheme: theme })
  }
  await page.locator(`html[lang=${locale}]`).waitFor()
  const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number)[0] < 60)
  check(dark === (theme === 'dark'), theme + ' theme')
}

// prefer chooses in the user's menu. The menu gives the focus back a moment after it is gone: what is pressed before that
// goes astray, so that is waited for.
export async function prefer({ id }, what) {
  await id('user-menu').click()
  await id(what).click()
  await id(what).waitFor({ state: 'detached' })
  await until('the menu gives the focus back', () => id('user-menu').evaluate((button) => button === document.activeElement))
}
