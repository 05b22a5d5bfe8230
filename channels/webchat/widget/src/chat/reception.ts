import type { Locale } from '../shared/locale'
import { clock, moment } from './dates'
import type { TextKey, Translate } from './texts'
import type { Standing } from './wire'

const waitingEvery = 15_000
const otherwiseEvery = 300_000

interface Needs {
  live(): boolean
  visible(): boolean
  ask(): void
  changed(): void // the visitor may be offered something by now
}

/** Asks how things stand at the desk: when the line stands, when the conversation has come on, and again and again while it is looked at. */
export class Reception {
  now: Standing | null = null
  private wanted = false
  private phase: string | undefined
  private timer = 0
  private readonly needs: Needs

  constructor(needs: Needs) {
    this.needs = needs
  }

  /** A socket begins. */
  begins(wanted = false): void {
    this.wanted = wanted
    this.ask()
  }

  came(s: Standing | undefined): void {
    this.now = s ?? null
  }

  /** The conversation stands there now; a change of it makes what is known old. */
  stands(phase: string | undefined): void {
    if (phase === this.phase) return
    this.phase = phase
    this.ask()
  }

  /** Asks at once, and then from time to time; a page that nobody looks at does not ask. */
  ask(): void {
    clearTimeout(this.timer)
    if (!this.wanted || !this.needs.live() || !this.needs.visible()) return
    this.needs.ask()
    this.timer = setTimeout(
      () => {
        this.needs.changed()
        this.ask()
      },
      this.phase === 'queued' ? waitingEvery : otherwiseEvery,
    ) as unknown as number
  }
}

const waitOf = (s: Standing | null, t: Translate): string => (s?.wait_ms ? t('wait', { n: Math.max(1, Math.ceil(s.wait_ms / 60_000)) }) : '')

/** Today's hours, and how long it takes now, in one line; '' when there is nothing to say. */
export const hoursLine = (s: Standing | null, phase: string | undefined, locale: Locale, t: Translate): string => {
  const hours = (s?.hours ?? []).map((h) => `${clock(h.from, locale)}–${clock(h.until, locale)}`).join(t('comma'))
  const told = !phase || phase === 'closed' ? waitOf(s, t) : '' // who waits reads it at the place
  return [hours && t('hours', { hours }), told].filter(Boolean).join(' · ')
}

export interface Notice {
  text: string
  offer: boolean // of a form for a message to be left
}

interface Facts {
  phase: string | undefined
  now: number
  leaveAfter: number // ms of waiting after which a message may be left instead; 0 = never
  left: boolean // it was
  locale: Locale
}

/** What the visitor is told of the desk while nobody answers, or null. */
export const noticeOf = (s: Standing | null, f: Facts, t: Translate): Notice | null => {
  if (!s) return null
  if (f.phase === 'serving' || f.phase === 'closing') return s.away ? { text: t('agentAway'), offer: false } : null
  const when = s.opens ? t('opensAt', { at: moment(s.opens, f.now, f.locale) }) : ''
  if (f.left && f.phase === 'queued') return { text: t('leftThanks') + when, offer: false }
  if (s.closed) return { text: t('closedNow') + when, offer: true }
  if (s.nobody) return { text: t('nobodyHere'), offer: true }
  if (f.phase !== 'queued') return null
  const key: TextKey = s.place === 1 ? 'placeNext' : s.place ? 'place' : 'placeUnknown'
  const text = [t(key, { n: (s.place ?? 1) - 1 }), waitOf(s, t)].filter(Boolean).join(' · ')
  return { text, offer: f.leaveAfter > 0 && !!s.since && f.now - s.since >= f.leaveAfter }
}
