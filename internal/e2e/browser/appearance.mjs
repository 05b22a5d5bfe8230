// How a page can look: its languages, its themes, and the windows that it is seen in.

import { check, until } from './stage.mjs'

export const WIDE = { width: 1440, height: 900 }
export const NARROW = { width: 390, height: 844 }
const WINDOWS = [WIDE, { width: 1024, height: 768 }, NARROW]
const INBOX = { 'zh-CN': '收件箱', 'zh-TW': '收件匣', en: 'Inbox' }

// LOOKS are every language, both themes and three widths, but not all of their combinations: each costs a second.
export const LOOKS = [['zh-CN', 'light', 1440], ['en', 'dark', 1440], ['zh-TW', 'light', 1024], ['en', 'light', 390], ['zh-CN', 'dark', 390]]

// inLooks shows one state in some of the looks, and leaves it as a page begins.
export async function inLooks(p, looks, seen) {
  for (const [locale, theme, width] of looks) {
    await wear(p, locale, theme)
    await p.page.setViewportSize(WINDOWS.find((w) => w.width === width))
    await seen(`${locale}-${theme}-${width}`)
  }
  await wear(p, 'zh-CN', 'light')
}

async function wear(p, locale, theme) {
  const { page } = p
  await page.setViewportSize(WIDE)
  await prefer(p, 'locale-' + locale)
  await prefer(p, 'theme-' + theme)
  await p.id('place-inbox').filter({ hasText: INBOX[locale] }).waitFor()
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
