// Times as people read them, in the language of the page.

const cache = new Map<string, Intl.DateTimeFormat>()

function format(locale: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + name
  let f = cache.get(key)
  if (!f) cache.set(key, (f = new Intl.DateTimeFormat(locale, options)))
  return f
}

export function clockTime(ms: number, locale: string): string {
  return format(locale, 'clock', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(ms)
}

export function fullTime(ms: number, locale: string): string {
  return format(locale, 'full', {
    year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit',
    hourCycle: 'h23',
  }).format(ms)
}

export function dayLabel(ms: number, locale: string): string {
  return format(locale, 'day', { month: 'long', day: 'numeric', weekday: 'short' }).format(ms)
}

// shortTime is the time of day for today and the date for any other day.
export function shortTime(ms: number, now: number, locale: string): string {
  if (dayKey(ms) === dayKey(now)) return clockTime(ms, locale)
  return format(locale, 'short', { month: '2-digit', day: '2-digit' }).format(ms)
}

// dayTime is a time with its day in the fewest words: today's and tomorrow's have a name.
export function dayTime(ms: number, now: number, locale: string, t: (key: string, named: Record<string, unknown>) => string): string {
  const time = clockTime(ms, locale)
  const at = new Date(now)
  const key = dayKey(ms)
  if (key === dayKey(now)) return t('chip.today', { time })
  if (key === dayKey(at.setDate(at.getDate() + 1))) return t('chip.tomorrow', { time })
  return `${shortTime(ms, now, locale)} ${time}`
}

// dateText is a day that may be long ago.
export function dateText(ms: number, locale: string): string {
  return format(locale, 'date', { year: 'numeric', month: 'short', day: 'numeric' }).format(ms)
}

// localField is a time as a datetime-local field has it: on the reader's own clock, to the minute.
export function localField(ms: number): string {
  return new Date(ms - new Date(ms).getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

export function dayKey(ms: number): string {
  const d = new Date(ms)
  return `${d.getFullYear()}-${d.getMonth()}-${d.getDate()}`
}

// targetText is a target in seconds: a round one has no tenths.
export function targetText(ms: number): string {
  return String(Math.round(ms / 100) / 10)
}

// secondsText is a span in seconds, to the tenth where a tenth decides whether a minute was kept. Cut off, not rounded:
// 59.96 s never reads as the minute.
export function secondsText(ms: number): string {
  return (Math.floor(ms / 100) / 10).toFixed(ms > 0 && ms < 100_000 ? 1 : 0)
}
