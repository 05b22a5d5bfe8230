import type { Locale } from '../shared/locale'
import { clock, dayName, fullTime } from './dates'
import { byID, el, icon } from './dom'
import { linkify } from './linkify'
import { isTextKey, lineOf, type Translate } from './texts'
import type { Quote, Row } from './thread'
import { surveyForm } from './survey'
import type { FileEntry, Survey } from './wire'

const shownAtMost = 200 // rows at first; the button shows as many more

interface Needs {
  t(): Translate
  locale(): Locale
  retry(id: string): void
  remove(id: string): void
  rate(score: number): void
  survey(s: Survey, remark: string, again: boolean): void
  noSurvey(): void
  choose(label: string): void
  file(f: FileEntry): HTMLElement
  atEnd(): void // the visitor sees the newest message
}

/**
 * The log on the page. What was there when the page caught up stands in #past; what comes later goes into #fresh, which
 * is the live region: a screen reader hears new messages and never the whole history. Rows are kept by their key and
 * changed in place; one that moves or changes is not announced again.
 */
export class Log {
  private readonly scroll = byID('scroll')
  private readonly past = byID('past')
  private readonly fresh = byID('fresh')
  private readonly jump = byID<HTMLButtonElement>('jump')
  private readonly earlier = byID<HTMLButtonElement>('earlier')
  private readonly rows = new Map<string, { node: HTMLLIElement; face: string; past: boolean }>()
  private shown = shownAtMost
  private caughtUp = false
  private stuck = true // the visitor is at the newest message and stays there
  private missed = 0
  private newest = '' // key of the last row that somebody of ours wrote
  private latest: Row[] = []
  private readonly needs: Needs

  constructor(needs: Needs) {
    this.needs = needs
    this.scroll.addEventListener('scroll', () => (this.atEnd ? this.reached() : this.left()), { passive: true })
    this.jump.addEventListener('click', () => this.toEnd())
    this.earlier.addEventListener('click', () => this.more())
    new ResizeObserver(() => this.stuck && this.toEnd()).observe(this.scroll)
  }

  get atEnd(): boolean {
    return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < 60
  }

  focus(): void {
    this.scroll.focus({ preventScroll: true })
  }

  /** From now on what comes is new. */
  settle(): void {
    this.caughtUp = true
  }

  /** Draws everything anew without a word, for another language. */
  redraw(): void {
    const live = this.fresh.parentElement!
    live.setAttribute('aria-live', 'off')
    for (const row of this.rows.values()) row.node.remove()
    for (const row of this.rows.values()) row.past = true
    this.draw(this.latest)
    requestAnimationFrame(() => live.setAttribute('aria-live', 'polite'))
  }

  draw(all: Row[]): void {
    const stay = this.stuck || all[all.length - 1]?.kind === 'own'
    this.latest = all
    const rows = all.slice(-this.shown)
    this.earlier.hidden = rows.length === all.length
    this.count(rows)
    this.place(rows)
    if (stay) this.toEnd()
    else this.showJump()
  }

  private place(rows: Row[]): void {
    const alive = new Set(rows.map((r) => r.key))
    for (const [key, row] of this.rows) {
      if (alive.has(key)) continue
      row.node.remove()
      this.rows.delete(key)
    }
    let lastPast = -1
    rows.forEach((r, i) => (this.rows.get(r.key)?.past ?? !this.caughtUp) && (lastPast = i))
    let before: Element | null = null
    let list = this.past
    rows.forEach((r, i) => {
      const inPast = i <= lastPast
      if (!inPast && list === this.past) {
        list = this.fresh
        before = null
      }
      const node = this.render(r, inPast)
      const spot: Element | null = before ? before.nextElementSibling : list.firstElementChild
      if (spot !== node) list.insertBefore(node, spot)
      before = node
    })
  }

  private render(r: Row, past: boolean): HTMLLIElement {
    const known = this.rows.get(r.key)
    const face = JSON.stringify([r, this.needs.locale()])
    if (known?.face === face) {
      known.past = past
      return known.node
    }
    const node = known?.node ?? el('li')
    if (r.kind === 'own') node.setAttribute('aria-live', 'off') // whoever wrote it knows
    node.className = className(r)
    const held = node.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset.score : undefined
    const form = node.querySelector('form')
    const said = form && new FormData(form)
    node.replaceChildren(...this.content(r))
    // Other stars, or another language: what was answered stays.
    if (said) for (const i of node.querySelectorAll('input')) i.type === 'text' ? (i.value = String(said.get(i.name))) : (i.checked = said.getAll(i.name).includes(i.value))
    if (held) node.querySelector<HTMLElement>(`[data-score="${held}"]`)?.focus({ preventScroll: true })
    this.rows.set(r.key, { node, face, past })
    return node
  }

  private content(r: Row): Node[] {
    const t = this.needs.t()
    switch (r.kind) {
      case 'day':
        return [el('span', {}, dayName(r.at, Date.now(), this.needs.locale(), t))]
      case 'line':
        return [el('span', {}, lineOf(r, t))]
      case 'rate':
        return [this.stars(r.score), el('p', { class: 'meta' }, r.score ? t('rated', { n: r.score }) : t('rate'))]
      case 'survey':
        return [surveyForm({ t, score: r.score, send: this.needs.survey, never: this.needs.noSurvey })]
      case 'menu':
        return [this.menu(r.labels)]
      case 'theirs':
        return [this.author(r), ...this.said(r), ...(r.mark === 'edited' ? [el('p', { class: 'meta' }, t('edited'))] : [])]
      case 'own':
        return [el('span', { class: 'off' }, t('you')), ...this.said(r), this.state(r)]
    }
  }

  /** Who speaks is always in the text, for those who read message by message; it shows only where it changes. */
  private author(r: Row & { kind: 'theirs' }): HTMLElement {
    const t = this.needs.t()
    const role = t(r.role === 'auto' ? 'auto' : 'agent')
    const name = r.author && r.author !== role ? el('b', {}, r.author) : null
    return el('p', { class: r.first ? 'by' : 'by off' }, name, el('span', { class: `tag ${r.role}` }, role), this.time(r.at))
  }

  /** What somebody said: the files, and the words if there are any. */
  private said(r: Row & { kind: 'theirs' | 'own' }): HTMLElement[] {
    const files = r.files.length ? [el('div', { class: 'files' }, ...r.files.map((f) => this.needs.file(f)))] : []
    const words = files.length && !r.text ? files : [...files, this.bubble(r)]
    return r.quote ? [this.quote(r.quote), ...words] : words
  }

  /** Above an answer: what it is to. */
  private quote(q: Quote): HTMLElement {
    const t = this.needs.t()
    const who = q.role === 'customer' ? t('you') : q.author || t(q.role === 'auto' ? 'auto' : 'agent')
    const what = q.what === 'text' || q.what === 'edit' ? '' : isTextKey(q.what) ? `[${t(q.what)}] ` : `[${t('unknown')}] `
    return el('blockquote', { class: 'quote' }, el('b', {}, who), el('span', {}, what + q.text))
  }

  private bubble(r: Row & { kind: 'theirs' | 'own' }): HTMLElement {
    const t = this.needs.t()
    if (r.kind === 'theirs' && r.mark === 'recalled') return el('div', { class: 'bubble' }, el('span', { class: 'what' }, t('recalled')))
    const what = r.files.length || r.what === 'text' || r.what === 'edit' ? '' : isTextKey(r.what) ? t(r.what) : t('unknown')
    const bubble = el('div', { class: 'bubble' }, what ? el('span', { class: 'what' }, what, r.text ? ' ' : '') : null)
    for (const piece of linkify(r.text)) {
      bubble.append(
        piece.href
          ? el('a', { href: piece.href, target: '_blank', rel: 'noopener noreferrer nofollow ugc' }, piece.text)
          : piece.text,
      )
    }
    return bubble
  }

  private time(at: number): HTMLElement {
    const locale = this.needs.locale()
    return el('time', { datetime: new Date(at).toISOString(), title: fullTime(at, locale) }, clock(at, locale))
  }

  private state(r: Row & { kind: 'own' }): HTMLElement {
    const t = this.needs.t()
    const code = `failed_${r.code}`
    const word = r.state === 'failed' && isTextKey(code) ? t(code) : t(r.state)
    const sign = { waiting: 'clock', sending: 'clock', kept: 'check', failed: 'alert' }[r.state]
    const quiet = r.state === 'kept' && !r.last // in the text all the same, for those who read message by message
    const meta = el('p', { class: quiet ? 'meta off' : 'meta' }, this.time(r.at), el('span', { class: 'state' }, icon(sign), word))
    if (r.state === 'failed') meta.append(this.button('retry', () => this.needs.retry(r.id)), this.button('remove', () => this.needs.remove(r.id)))
    return meta
  }

  /** Five buttons, not radio buttons: an arrow key must not send anything. */
  private stars(score: number): HTMLElement {
    const t = this.needs.t()
    const group = el('div', { class: 'stars', role: 'group', 'aria-label': t('rate') })
    for (let n = 1; n <= 5; n++) {
      const b = el('button', { type: 'button', 'aria-label': t('stars', { n }), 'aria-pressed': String(n === score), 'data-score': String(n) }, n <= score ? '★' : '☆')
      b.addEventListener('click', () => this.needs.rate(n))
      group.append(b)
    }
    return group
  }

  /** What the greeting offers: a press writes it. */
  private menu(labels: readonly string[]): HTMLElement {
    const group = el('div', { class: 'menu', role: 'group', 'aria-label': this.needs.t()('menu') })
    for (const label of labels) {
      const b = el('button', { type: 'button' }, label)
      b.addEventListener('click', () => this.needs.choose(label))
      group.append(b)
    }
    return group
  }

  private button(key: 'retry' | 'remove', act: () => void): HTMLElement {
    const b = el('button', { type: 'button', class: 'link' }, this.needs.t()(key))
    b.addEventListener('click', act)
    return b
  }

  /** Counts what came while the visitor was reading further up. */
  private count(rows: Row[]): void {
    const theirs = rows.filter((r) => r.kind === 'theirs')
    const newest = theirs[theirs.length - 1]?.key ?? ''
    if (newest !== this.newest && !this.stuck && this.caughtUp) {
      const from = theirs.findIndex((r) => r.key === this.newest)
      this.missed += theirs.length - 1 - from
    }
    this.newest = newest
  }

  private showJump(): void {
    const t = this.needs.t()
    this.jump.replaceChildren(this.missed ? t('jumpNew', { n: this.missed }) : t('jump'), icon('down'))
    this.jump.hidden = false
  }

  private reached(): void {
    this.stuck = true
    this.missed = 0
    this.jump.hidden = true
    this.needs.atEnd()
  }

  private left(): void {
    this.stuck = false
    this.showJump()
  }

  toEnd(): void {
    this.scroll.scrollTop = this.scroll.scrollHeight
    this.reached()
  }

  private more(): void {
    const fromEnd = this.scroll.scrollHeight - this.scroll.scrollTop
    this.shown += shownAtMost
    this.stuck = false
    this.draw(this.latest)
    this.scroll.scrollTop = this.scroll.scrollHeight - fromEnd
  }
}

const className = (r: Row): string => {
  switch (r.kind) {
    case 'theirs':
      return `row theirs ${r.role}${r.first ? ' first' : ''}`
    case 'own':
      return `row own ${r.state}${r.first ? ' first' : ''}${r.last ? ' last' : ''}`
  }
  return r.kind
}
