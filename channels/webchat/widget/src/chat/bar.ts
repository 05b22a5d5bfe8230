import { byID, el } from './dom'
import type { LinkState } from './link'
import type { TextKey, Translate } from './texts'

export interface Standing {
  link: LinkState
  held: string // the code of a refusal for now, or ''
  waiting: number
  durable: boolean
}

type Shown = { key: TextKey; tone: 'calm' | 'warn' | 'ok' | 'bad'; n?: number; action?: TextKey } | null

const shortly = 300 // what is over sooner is not worth a word
const backFor = 2_000

/** What the bar says about how things stand. */
export const barText = (s: Standing, everLive: boolean): Shown => {
  switch (s.link) {
    case 'elsewhere':
      return { key: 'elsewhere', tone: 'calm', action: 'elsewhereAction' }
    case 'identity':
      return { key: 'identity', tone: 'bad', action: 'refusedAction' }
    case 'refused':
      return { key: 'refused', tone: 'bad', action: 'refusedAction' }
    case 'live':
      if (s.held === 'slow_down') return { key: 'slow_down', tone: 'warn' }
      return s.held ? { key: 'unavailable', tone: 'warn' } : null
  }
  if (!everLive && s.link === 'connecting' && !s.waiting) return { key: 'connecting', tone: 'calm' }
  if (s.waiting && !s.durable) return { key: 'offlineVolatile', tone: 'warn' }
  return s.waiting ? { key: 'offlineWaiting', tone: 'warn', n: s.waiting } : { key: 'offline', tone: 'warn' }
}

/** The bar under the header: one line about the connection, gone when there is nothing to say. */
export class Bar {
  private readonly node = byID('bar')
  private timer = 0
  private everLive = false
  private wasDown = false
  private last: Standing | null = null
  private readonly t: () => Translate
  private readonly act: () => void

  constructor(t: () => Translate, act: () => void) {
    this.t = t
    this.act = act
  }

  show(s: Standing): void {
    this.last = s
    clearTimeout(this.timer)
    const next = barText(s, this.everLive)
    if (next) {
      this.timer = window.setTimeout(() => this.say(next), this.node.firstChild ? 0 : shortly)
      return
    }
    this.everLive = true
    if (!this.wasDown) return this.clear()
    this.wasDown = false
    this.say({ key: 'back', tone: 'ok' })
    this.wasDown = false
    this.timer = window.setTimeout(() => this.clear(), backFor)
  }

  redraw(): void {
    if (this.last && this.node.firstChild) this.show(this.last)
  }

  private say(what: NonNullable<Shown>): void {
    this.wasDown = true
    const t = this.t()
    const text = el('span', {}, t(what.key, what.n === undefined ? {} : { n: what.n }))
    const button = what.action ? el('button', { type: 'button', class: 'link' }, t(what.action)) : null
    button?.addEventListener('click', this.act)
    this.node.className = `bar ${what.tone}`
    this.node.replaceChildren(...[text, button].filter((n) => n !== null))
  }

  private clear(): void {
    this.node.className = 'bar'
    this.node.replaceChildren()
  }
}
