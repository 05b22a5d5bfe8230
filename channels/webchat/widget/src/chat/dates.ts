import type { Locale } from '../shared/locale'
import type { Translate } from './texts'

export const clock = (at: number, locale: Locale): string =>
  new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)

/** Today, yesterday, or the date; the year only when it is another one. */
export const dayName = (at: number, now: number, locale: Locale, t: Translate): string => {
  const day = new Date(at)
  const today = new Date(now)
  const before = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1)
  if (day.toDateString() === today.toDateString()) return t('today')
  if (day.toDateString() === before.toDateString()) return t('yesterday')
  const year = day.getFullYear() === today.getFullYear() ? {} : ({ year: 'numeric' } as const)
  return new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric', ...year }).format(at)
}

export const fullTime = (at: number, locale: Locale): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' }).format(at)

/** A time to come: with its day, unless that is today. */
export const moment = (at: number, now: number, locale: Locale): string => {
  const day = new Date(at).toDateString() === new Date(now).toDateString() ? {} : ({ weekday: 'short', month: 'numeric', day: 'numeric' } as const)
  return new Intl.DateTimeFormat(locale, { ...day, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
}
