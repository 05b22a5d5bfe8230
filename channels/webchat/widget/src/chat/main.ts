import './shell.css'
import './log.css'
import './foot.css'
import './shape.css'
import { matchLocale, type Locale } from '../shared/locale'
import { Bar } from './bar'
import { Composer } from './composer'
import { byID } from './dom'
import { Host } from './host'
import { Link } from './link'
import { Log } from './log'
import { isOutboxKey, Outbox } from './outbox'
import { Sender } from './sender'
import { openShelf } from './shelf'
import { isTextKey, translator } from './texts'
import { Thread } from './thread'
import { newTurn } from './turn'
import { tokenSource } from './visitor'
import type { Cursor, Incoming } from './wire'

const page = document.documentElement
const self = import.meta.url
const base = new URL('../', self) // …/chat/{channel}/
const prefix = `firstline:${base.pathname}:`
const waitingAtMost = 100

const shelf = openShelf(prefix)
const host = new Host((page.dataset.origins ?? '').split(' '))
const outbox = new Outbox(shelf)
const thread = new Thread()
const organisation = page.dataset.organisation ?? ''

let locale: Locale = matchLocale([shelf.get('lang'), page.lang]) ?? 'zh-CN'
let t = translator(locale)
let cursor: Cursor = { o: 0, v: 0 }
let seen = readSeen()
let caughtUp = false
let open = !host.embedded // the panel around the frame
let name: string | undefined

const live = () => link.state === 'live'
const visible = () => document.visibilityState === 'visible' && open

const log = new Log({
  t: () => t,
  locale: () => locale,
  retry: (id) => {
    outbox.retry(id)
    changed()
    sender.pump()
  },
  remove: (id) => {
    outbox.remove(id)
    changed()
  },
  atEnd: () => markSeen(),
})
const composer = new Composer({ shelf, t: () => t, send: write })
const bar = new Bar(() => t, () => (link.state === 'refused' ? location.reload() : link.now()))
const turn = newTurn(`${prefix}turn`, shelf, () => sender.pump())
const sender: Sender = new Sender({
  outbox,
  turn,
  live,
  visible,
  send: (frame) => link.send(frame),
  renew: () => link.renew(),
})
const link: Link = new Link({
  base,
  token: tokenSource(base, shelf, `${prefix}visitor`),
  hello: () => ({ cursor, lang: locale, ...(name ? { name } : {}) }),
  onFrame: frameCame,
  onState: () => {
    if (!live()) {
      sender.broken()
      turn.release()
    }
    changed()
  },
})

function frameCame(f: Incoming): void {
  switch (f.op) {
    case 'welcome':
      composer.maxText = f.max_text
      composer.show()
      sender.pump()
      break
    case 'entries':
      entriesCame(f)
      break
    case 'kept': {
      const m = sender.kept(f.client_id)
      if (m) thread.keep(m)
      changed()
      break
    }
    case 'refused':
      sender.refused(f.client_id, f.code, f.retry_after_ms ?? 0, changed)
      changed()
      break
  }
}

function entriesCame(f: Incoming & { op: 'entries' }): void {
  thread.merge(f.entries, f.reset)
  for (const e of f.entries) if (e.client_id && outbox.find(e.client_id)) sender.kept(e.client_id) // the answer was lost
  cursor = f.cursor
  if (f.more && !caughtUp) return // the history is drawn once, when it is complete
  if (!f.more) link.settled()
  if (!f.more && !caughtUp) {
    draw() // before it counts as known: what comes after this is new, and announced
    caughtUp = true
    log.settle()
  }
  changed()
}

/** Puts everything that may have changed onto the page, once a frame. */
let due = false
function changed(): void {
  if (due) return
  due = true
  queueMicrotask(() => {
    due = false
    draw()
  })
}

function draw(): void {
  const waiting = outbox.all()
  const rows = thread.rows(waiting, () => (live() ? 'sending' : 'waiting'))
  log.draw(rows)
  byID('welcome').hidden = !caughtUp || rows.length > 0
  byID('bones').hidden = caughtUp || rows.length > 0
  bar.show({ link: link.state, held: sender.held, waiting: waiting.filter((m) => !m.failed).length, durable: shelf.durable })
  const phase = thread.last?.phase
  composer.ended = phase === 'closed'
  composer.show()
  byID('status').textContent = status(phase)
  page.classList.toggle('here', live() && phase !== 'queued' && phase !== 'closed')
  if (rows.length > 0) host.send({ t: 'talking' })
  tellUnread()
}

function status(phase: string | undefined): string {
  switch (phase) {
    case 'queued':
      return t('queued')
    case 'serving':
    case 'closing':
      return thread.holder ? t('serving', { name: thread.holder }) : t('servingNobody')
    case 'closed':
      return t('closed')
  }
  return live() ? t('online') : ''
}

function write(text: string): boolean {
  if (outbox.all().length >= waitingAtMost) return false
  outbox.add(text, locale)
  changed()
  sender.pump()
  if (link.state === 'waiting' || link.state === 'elsewhere') link.now()
  return true
}

function readSeen(): Cursor {
  const [o, v] = (shelf.get('seen') ?? '').split(':').map(Number)
  return { o: o || 0, v: v || 0 }
}

function markSeen(): void {
  if (!visible() || !caughtUp) return
  const end = thread.end
  if (end.o === seen.o && end.v === seen.v) return
  seen = end
  shelf.set('seen', `${end.o}:${end.v}`)
  tellUnread()
}

let told = -1
function tellUnread(): void {
  if (!caughtUp) return
  if (visible() && log.atEnd) markSeen()
  const n = thread.unread(seen)
  if (n === told) return
  told = n
  host.send({ t: 'unread', n })
  document.title = n > 0 && !host.embedded ? `(${n}) ${organisation}` : organisation
}

function relabel(): void {
  page.lang = locale
  document.querySelectorAll<HTMLElement>('[data-t]').forEach((e) => {
    const key = e.dataset.t!
    if (isTextKey(key)) e.textContent = t(key)
  })
  document.querySelectorAll<HTMLElement>('[data-label]').forEach((e) => {
    const key = e.dataset.label!
    if (isTextKey(key)) e.setAttribute('aria-label', t(key))
  })
}

function speak(next: Locale): void {
  locale = next
  t = translator(next)
  shelf.set('lang', next)
  relabel()
  log.redraw()
  bar.redraw()
  draw()
  host.send({ t: 'ready', lang: locale })
}

function minimise(): void {
  if (!host.embedded) return
  open = false
  host.send({ t: 'minimise' })
}

function wire(): void {
  const select = byID<HTMLSelectElement>('lang')
  select.value = locale
  select.addEventListener('change', () => speak(matchLocale([select.value]) ?? locale))
  byID('minimise').addEventListener('click', minimise)
  document.addEventListener('keydown', (e) => {
    if (e.key === 'Escape' && !e.isComposing && e.keyCode !== 229) minimise()
  })
  document.addEventListener('visibilitychange', tellUnread)
  addEventListener('storage', (e) => {
    if (!e.key?.startsWith(prefix)) return
    const key = e.key.slice(prefix.length)
    if (!isOutboxKey(key)) return
    changed()
    sender.pump()
  })
  host.listen((m) => {
    if (m.t === 'name') name = m.name
    open = m.t === 'open' || (m.t === 'name' && open)
    if (m.t !== 'open') return
    log.toEnd()
    if (m.focus) composer.focus()
    tellUnread()
  })
}

function colour(): void {
  const { colour, ink } = page.dataset
  if (!colour || !ink) return
  page.style.setProperty('--fill', colour) // by the object model: the policy allows no style in the markup
  page.style.setProperty('--on-fill', ink)
}

colour()
relabel()
wire()
byID('minimise').hidden = !host.embedded
page.classList.toggle('embedded', window.parent !== window)
setTimeout(() => page.classList.add('slow'), 300) // only now the skeleton shows, if it is still needed
draw()
host.send({ t: 'ready', lang: locale })
link.now()
if (!host.embedded && matchMedia('(hover: hover)').matches) composer.focus()
