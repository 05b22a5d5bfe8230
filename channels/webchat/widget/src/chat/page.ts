import { matchLocale, type Locale } from '../shared/locale'
import { Asks } from './asks'
import { backoff } from './backoff'
import { Bar } from './bar'
import { Chips } from './chips'
import { Composer, lengthOf } from './composer'
import { Consent } from './consent'
import { byID, el } from './dom'
import { Form } from './form'
import { help } from './help'
import { Leaving } from './leaving'
import { Link } from './link'
import { Log } from './log'
import { Media, size } from './media'
import { NoticeLine } from './notice'
import { isOutboxKey, Outbox } from './outbox'
import { enter, isAnother, personOf, proofOf } from './person'
import { Reading } from './reading'
import { hoursLine, noticeOf, Reception } from './reception'
import { Sender } from './sender'
import { openShelf } from './shelf'
import { base, customer, host, page } from './site'
import { surveyText } from './survey'
import { isTextKey, translator } from './texts'
import { Thread } from './thread'
import { transcript } from './transcript'
import { newTurn } from './turn'
import { Typing } from './typing'
import { Uploads } from './upload'
import { tokenSource } from './visitor'
import type { Cursor, Incoming, Survey } from './wire'

const prefix = `firstline:${base.pathname}:`
const waitingAtMost = 100
const leaveAfter = Number(page.dataset.leave) || 0 // ms
const soonest = 3_000 // after which a site is asked for the next identity, should its last one end at once

const store = openShelf(prefix)
const person = personOf(customer.identity)
// Only a site signs anybody in or out: the page by itself leaves alone what a frame beside it keeps.
const { shelf, scope } = host.embedded ? enter(store, person) : { shelf: store, scope: '' }
const outbox = new Outbox(shelf)
let ahead = 0 // of the server's clock over ours
const thread = new Thread(() => Date.now() + ahead)
const organisation = page.dataset.organisation ?? ''

let locale: Locale = matchLocale([store.get('lang'), page.lang]) ?? 'zh-CN'
let t = translator(locale)
let cursor: Cursor = { o: 0, v: 0 }
let seen = readSeen()
let caughtUp = false
let open = !host.embedded // the panel around the frame
let renewal = 0
let refusals = 0 // of identities, since one was taken

const live = () => link.state === 'live'
const spot = () => [thread.last?.ordinal ?? 0, thread.last?.phase] as const
const hovers = () => matchMedia('(hover: hover)').matches
const called = () => customer.name || asks.name
const visible = () => document.visibilityState === 'visible' && open

const visitor = tokenSource(base, shelf, `${prefix}visitor`)
// Whatever the site gave is for the server to take or to refuse: nobody becomes an unverified visitor by it.
const token = (forget: string | null) => (customer.identity ? Promise.resolve(proofOf(customer.identity)) : visitor(forget))
const uploads = new Uploads({
  base,
  token,
  changed: () => {
    chips.draw()
    composer.show()
  },
  tell: (code, values) => composer.complain(t(code, { ...values, max: size(uploads.maxFile) })),
})
const chips = new Chips(uploads, () => t)
const media = new Media({ base, token, t: () => t, preview: (id) => uploads.preview(id) })
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
  // The page may have stood open for days: behind its time a number would begin a new conversation.
  rate: (score) => (thread.asking ? void press(String(score)) : changed()),
  survey: (s, remark, again) => {
    if (!thread.asking) return changed() // it stood open for too long
    if (write(surveyText(s, remark, t), false, s) && again) write(t('contactMe'))
    log.focus()
  },
  noSurvey: () => {
    shelf.set('noSurvey', '1')
    changed()
    log.focus()
  },
  choose: (label) => void (press(label) && (hovers() ? composer : log).focus()), // the button goes
  file: (f) => media.node(f),
  atEnd: () => tellUnread(),
})
const form = new Form(() => t)
const asks = new Asks({ asked: page.dataset.ask ?? '', shelf, form, t: () => t })
const leaving = new Leaving({ shelf, form, asks, t: () => t, field: { get text() { return composer.text }, put: (text) => composer.put(text) }, send: (text) => say(text, ''), changed })
const consent = new Consent({ address: page.dataset.privacy ?? '', must: page.dataset.consent === 'true', shelf, t: () => t, changed })
const notice = new NoticeLine(() => leaving.begin(...spot()))
const reception = new Reception({ live, visible, ask: () => link.send({ op: 'standing' }), changed })
const composer = new Composer({ shelf, t: () => t, uploads, send: (text) => say(text), wrote: (text) => typing.wrote(text) })
const typing = new Typing({ now: () => Date.now(), changed, tell: () => live() && link.send({ op: 'typing' }) })
const reading = new Reading({
  looking: () => visible() && log.atEnd,
  tell: ({ o, v }) => {
    link.send({ op: 'seen', ordinal: o, seq: v })
    return live()
  },
})
const bar = new Bar(
  () => t,
  () => {
    if (link.state === 'refused') return location.reload()
    if (link.state === 'identity') askSite('retry')
    link.now()
  },
)
const turn = newTurn(`${prefix}${scope}turn`, shelf, () => sender.pump())
const sender: Sender = new Sender({
  outbox,
  turn,
  live,
  visible,
  send: (frame) => link.send(frame),
  about: () => ({ ...(called() ? { name: called() } : {}), ...(consent.at ? { consent: consent.at } : {}) }),
  renew: () => link.renew(),
})
const link: Link = new Link({
  base,
  token,
  hello: () => ({ cursor, lang: locale, ...(called() ? { name: called() } : {}) }),
  onFrame: frameCame,
  onStrange: (why) => {
    console.error('Firstline: ' + why) // for whoever builds the site
    setTimeout(() => askSite(why), refusals ? backoff(refusals) : 0) // a site that signs wrongly does so again
    refusals++
  },
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
      ahead = f.now - Date.now()
      composer.maxText = f.max_text
      uploads.maxFile = f.max_file ?? 0
      uploads.maxFiles = f.max_files ?? 0
      typing.wanted = !!f.typing
      reading.begins(f.seen)
      reception.begins(f.standing)
      void uploads.flush()
      composer.show()
      sender.pump()
      refusals = 0
      renewBefore(f.until)
      break
    case 'renewed':
      renewBefore(f.until)
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
    case 'typing':
      typing.heard()
      break
    case 'standing':
      reception.came(f.standing)
      changed()
      break
    case 'refused':
      sender.refused(f.client_id, f.code, f.retry_after_ms ?? 0, changed)
      changed()
      break
  }
}

function entriesCame(f: Incoming & { op: 'entries' }): void {
  thread.merge(f.entries, f.reset)
  for (const e of f.entries) {
    const m = e.client_id && outbox.find(e.client_id) && sender.kept(e.client_id) // the answer was lost
    if (m) thread.keep(m)
  }
  if (f.entries.some((e) => e.role === 'agent')) typing.over()
  cursor = f.cursor
  if (f.more && !caughtUp) return // the history is drawn once, when it is complete
  if (!f.more) link.settled()
  if (!f.more && !caughtUp) {
    draw() // before it counts as known: what comes after this is new, and announced
    caughtUp = true
    log.settle()
    if (!thread.last && !composer.busy) asks.begin(hovers() && visible(), changed)
  }
  changed()
}

/** Asks the site for another identity of the same person, which it hands over as it did the first one. */
function askSite(why: string): void {
  host.send({ t: 'identity', why })
}

/** Asks a minute before the time, or halfway there. Timers of hidden tabs are late: then the socket ends, and it is asked again. */
function renewBefore(until = 0): void {
  clearTimeout(renewal)
  const left = until - Date.now() - ahead
  if (until) renewal = window.setTimeout(() => askSite('expires'), Math.max(soonest, left - 60_000, left / 2))
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
  const surveys = shelf.get('noSurvey') === null
  const rows = thread.rows(waiting, () => (live() ? 'sending' : 'waiting')).filter((r) => surveys || (r.kind !== 'rate' && r.kind !== 'survey'))
  log.draw(rows)
  byID('welcome').hidden = !caughtUp || rows.length > 0
  byID('transcript').hidden = rows.length === 0
  byID('bones').hidden = caughtUp || rows.length > 0 || link.state === 'identity'
  bar.show({ link: link.state, held: sender.held, waiting: waiting.filter((m) => !m.failed).length, durable: shelf.durable })
  const phase = thread.last?.phase
  reception.stands(phase)
  drawStanding(phase)
  composer.ended = phase === 'closed'
  composer.show()
  showStatus(phase)
  page.classList.toggle('here', live() && phase !== 'queued' && phase !== 'closed')
  if (rows.length > 0) host.send({ t: 'talking' })
  tellUnread()
}

function drawStanding(phase: string | undefined): void {
  const s = reception.now
  const facts = { phase, now: Date.now() + ahead, leaveAfter, left: leaving.left(...spot()), locale }
  notice.draw(caughtUp && live() ? noticeOf(s, facts, t) : null, hoursLine(s, phase, locale, t), t)
}

/** That somebody writes stands over the state, which stays: only a change of the state is read aloud, not every pause of a writer. */
function showStatus(phase: string | undefined): void {
  const state = byID('status')
  const text = status(phase)
  if (state.textContent !== text) state.textContent = text
  const name = thread.holder
  // Who was waiting a moment ago is being answered: no entry has said so yet.
  const writes = typing.shown && !!phase && phase !== 'closed'
  byID('typing').textContent = writes ? (name ? t('typing', { name }) : t('typingNobody')) : ''
  byID('typing').hidden = !writes
  state.classList.toggle('off', writes)
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

/** What the visitor wrote into the field; the answers to what was asked before go with the first of it. */
function say(text: string, lines = asks.lines): boolean {
  if (consent.missing) {
    composer.complain(t('agreeFirst'))
    consent.point()
    return false
  }
  const more = text && lengthOf(text + lines) <= (composer.maxText || Infinity) ? lines : ''
  if (!write(text + more, true)) {
    composer.refuse()
    return false
  }
  if (more) asks.told()
  return true
}

function write(text: string, attached = false, survey?: Survey): boolean {
  if (outbox.all().length >= waitingAtMost) return false
  outbox.add(text, locale, attached ? uploads.take() : [], survey)
  chips.draw()
  changed()
  sender.pump()
  if (link.state === 'waiting' || link.state === 'elsewhere') link.now()
  return true
}

/** Writes what a button stands for; where there is no room for it, the field below says so. */
function press(text: string): boolean {
  if (consent.missing) return say(text)
  const room = write(text)
  if (!room) composer.refuse()
  return room
}

function readSeen(): Cursor {
  const [o, v] = (shelf.get('seen') ?? '').split(':').map(Number)
  return { o: o || 0, v: v || 0 }
}

function markSeen(): void {
  const end = thread.end
  if (end.o === seen.o && end.v === seen.v) return
  seen = end
  shelf.set('seen', `${end.o}:${end.v}`)
}

let told = -1
function tellUnread(): void {
  if (!caughtUp) return
  if (visible() && log.atEnd) {
    markSeen()
    reading.saw(thread.said)
  }
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
    if (isTextKey(key) && e.title) e.title = t(key)
  })
}

function speak(next: Locale): void {
  locale = next
  t = translator(next)
  store.set('lang', next)
  relabel()
  log.redraw()
  bar.redraw()
  chips.draw()
  form.redraw()
  consent.draw()
  draw()
  host.send({ t: 'ready', lang: locale })
}

function minimise(): void {
  if (!host.embedded) return
  open = false
  host.send({ t: 'minimise' })
}

/** Gives the visitor the conversation as it is shown, to keep. It is made here: the desk is asked for nothing. */
function saveTranscript(): void {
  const now = Date.now()
  const text = transcript(thread.rows(outbox.all(), () => 'waiting'), { organisation, now: now + ahead, locale, t })
  const href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  el('a', { href, download: `${organisation} ${new Date(now).toLocaleDateString('sv')}.txt` }).click()
  setTimeout(() => URL.revokeObjectURL(href), 60_000)
}

/** What the site says of its customer now. Of another person nothing on this page may stay: it begins anew. What cannot be read
 * is no other one: the server does not take it, which the bar says, and the site is asked again more and more slowly. */
function customerIs(m: typeof customer): void {
  if (isAnother(m.identity, person)) return location.reload()
  const renewed = m.identity !== customer.identity
  Object.assign(customer, { name: m.name, identity: m.identity })
  if (renewed) link.identify(proofOf(m.identity))
}

function wire(): void {
  const select = byID<HTMLSelectElement>('lang')
  select.value = locale
  select.addEventListener('change', () => speak(matchLocale([select.value]) ?? locale))
  byID('minimise').addEventListener('click', minimise)
  byID('transcript').addEventListener('click', saveTranscript)
  byID('help').addEventListener('click', () => help(t, uploads.maxFile))
  document.addEventListener('keydown', (e) => {
    if (e.key === 'Escape' && !e.isComposing && e.keyCode !== 229) minimise()
  })
  document.addEventListener('visibilitychange', () => {
    tellUnread()
    reception.ask()
  })
  addEventListener('storage', (e) => {
    if (!e.key?.startsWith(prefix + scope)) return
    const key = e.key.slice(prefix.length + scope.length)
    if (!isOutboxKey(key)) return
    changed()
    sender.pump()
  })
  host.listen((m) => {
    if (m.t === 'name') return customerIs(m)
    const opens = m.t === 'open' && !open
    open = m.t === 'open'
    if (opens) log.toEnd()
    if (m.t !== 'open') return
    if (opens) reception.ask()
    if (m.focus) (form.open ? form : composer).focus()
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
if (!host.embedded && hovers()) composer.focus()
