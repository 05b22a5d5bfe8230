import type { Cursor, Entry, FileEntry } from './wire'
import type { Waiting } from './outbox'

export type OwnState = 'waiting' | 'sending' | 'kept' | 'failed'

/** What became of something that was said to the visitor. */
export type Mark = '' | 'edited' | 'recalled'

export type Row =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'line'; key: string; purpose: string; text: string }
  | { kind: 'rate'; key: string; score: number } // 0: none yet
  | { kind: 'survey'; key: string; score: number } // of which more may be said
  | { kind: 'menu'; key: string; labels: readonly string[] }
  | { kind: 'theirs'; key: string; role: string; author: string; what: string; text: string; files: FileEntry[]; quote: Quote | null; at: number; first: boolean; mark: Mark }
  | { kind: 'own'; key: string; id: string; what: string; text: string; files: FileEntry[]; quote: null; at: number; state: OwnState; code: string; first: boolean; last: boolean }

/** What an answer is to: whose words, and which. */
export interface Quote {
  role: string
  author: string
  what: string
  text: string
}

const place = (e: Entry): string => `${e.ordinal}:${e.seq}`

const spoken = (e: Entry): boolean => (e.role === 'agent' && e.kind !== 'delete') || e.role === 'auto'

const beyond = (a: Entry, b: Cursor): boolean => a.ordinal > b.o || (a.ordinal === b.o && a.seq > b.v)

/**
 * What the page knows of the conversation: the entries that the server gave, by their place, and the own messages that
 * were kept but have not come back as entries yet. The same message is known again by its client id, so it never shows
 * twice, whichever of the two arrives first.
 */
export class Thread {
  private entries = new Map<string, Entry>()
  private sorted: Entry[] = []
  private kept = new Map<string, Waiting>()
  private mine = new Set<string>() // client ids among the entries
  private sent = new Map<string, FileEntry[]>() // what this page sent along, by client id: its pictures are at hand

  /** The time as the server has it. */
  constructor(private now: () => number = Date.now) {}

  /** Takes in a page of entries. A place that is known already gets its newer state. */
  merge(page: readonly Entry[], reset = false): void {
    if (reset) {
      this.entries.clear()
      this.mine.clear()
    }
    for (const e of page) {
      this.entries.set(place(e), e)
      if (e.client_id) {
        this.mine.add(e.client_id)
        this.kept.delete(e.client_id)
      }
    }
    this.sorted = [...this.entries.values()].sort((a, b) => a.ordinal - b.ordinal || a.seq - b.seq)
  }

  /** The server has the message; its entry may come before or after. */
  keep(m: Waiting): void {
    if (m.files) this.sent.set(m.id, sentFiles(m))
    if (!this.mine.has(m.id)) this.kept.set(m.id, m)
  }

  has(clientID: string): boolean {
    return this.mine.has(clientID)
  }

  get last(): Entry | undefined {
    return this.sorted[this.sorted.length - 1]
  }

  /** The place of the newest entry, for remembering what has been seen. */
  get end(): Cursor {
    return { o: this.last?.ordinal ?? 0, v: this.last?.seq ?? 0 }
  }

  /** The place of the newest words of ours; lines such as "transferred" do not count. */
  get said(): Cursor {
    const e = [...this.sorted].reverse().find(spoken)
    return { o: e?.ordinal ?? 0, v: e?.seq ?? 0 }
  }

  /** How many words of ours the visitor has not seen. */
  unread(seen: Cursor): number {
    return this.sorted.filter((e) => spoken(e) && beyond(e, seen)).length
  }

  /** The human who serves now, as far as the customer can know. */
  get holder(): string {
    for (let i = this.sorted.length - 1; i >= 0; i--) {
      const e = this.sorted[i]!
      if (e.ordinal !== this.last?.ordinal) break
      if (e.role === 'system' && passing.has(e.purpose ?? '')) return e.author ?? '' // a queue has no author
      if (e.role === 'agent' && e.author) return e.author
    }
    return ''
  }

  /** The closing that asks for a rating, for as long as a number is one and the visitor has written nothing else behind it. */
  get asking(): Entry | undefined {
    for (let i = this.sorted.length - 1; i >= 0; i--) {
      const e = this.sorted[i]!
      if (e.rates_until) {
        const first = this.ratings(e)[0]
        return this.now() < Math.min(e.rates_until, first && e.rerate_ms ? first.at + e.rerate_ms : Infinity) ? e : undefined
      }
      if (e.ordinal !== this.last?.ordinal || (e.role !== 'system' && e.purpose !== 'rating')) break
    }
    return undefined
  }

  /** The greeting that offers something, as long as nothing else was said. */
  private offering(waiting: readonly Waiting[]): Entry | undefined {
    if (this.last?.phase === 'closed' || this.kept.size || waiting.some((m) => !this.mine.has(m.id))) return undefined
    for (let i = this.sorted.length - 1; i >= 0; i--) {
      const e = this.sorted[i]!
      if (e.choices?.length) return e
      if (e.role !== 'system' && e.role !== 'auto') break
    }
    return undefined
  }

  /** The newest number behind the question, also one that is still on its way. */
  private score(asking: Entry, waiting: readonly Waiting[]): { score: number; more: boolean } {
    const said = this.ratings(asking).map((e) => ({ score: Number(e.text.trim()[0]) || scoreOf(e.text), more: scoreOf(e.text) === 0 }))
    const sent = [...this.kept.values(), ...waiting.filter((m) => !m.failed && !this.mine.has(m.id))]
    const going = sent.map((m) => ({ score: m.survey?.score ?? scoreOf(m.text), more: !!m.survey }))
    return [...said, ...going].reduce((sum, m) => ({ score: m.score || sum.score, more: sum.more || m.more }), { score: 0, more: false })
  }

  private ratings(asking: Entry): Entry[] {
    return this.sorted.filter((e) => beyond(e, { o: asking.ordinal, v: asking.seq }) && e.purpose === 'rating')
  }

  /** What an entry is to, as it reads now; null for none. */
  private quoted(e: Entry, changes: ReadonlyMap<string, Entry>): Quote | null {
    const to = this.entries.get(`${e.ordinal}:${e.quotes ?? 0}`)
    if (!to) return null
    const by = changes.get(place(to))
    const text = by ? by.text : to.text || to.files?.[0]?.name || to.note || ''
    return { role: to.role, author: to.author ?? '', what: to.kind, text: markOf(to, by) === 'recalled' ? '' : text }
  }

  /** All that is to be shown, in order: entries, then what was kept and has not come back, then what waits. */
  rows(waiting: readonly Waiting[], state: (m: Waiting) => OwnState): Row[] {
    const out: Row[] = []
    let day = ''
    let ordinal = 0
    const asking = this.asking
    const offering = this.offering(waiting)
    const changes = new Map(this.sorted.filter((e) => e.about).map((e) => [`${e.ordinal}:${e.about}`, e])) // the newest of each
    for (const e of this.sorted) {
      if (e.about && (e.kind === 'delete' || this.entries.has(`${e.ordinal}:${e.about}`))) continue // it shows where it belongs
      if (ordinal && e.ordinal !== ordinal) out.push({ kind: 'line', key: `end:${ordinal}`, purpose: 'ended', text: '' })
      ordinal = e.ordinal
      day = dayRow(out, e.at, day)
      const row = entryRow(e, this.sent.get(e.client_id ?? ''), changes.get(place(e)), this.quoted(e, changes))
      if (row) out.push(row)
      if (e === offering) out.push({ kind: 'menu', key: `m:${place(e)}`, labels: e.choices! })
      if (e === asking) {
        const { score, more } = this.score(asking, waiting)
        out.push({ kind: 'rate', key: `r:${place(e)}`, score })
        if (score && !more && e.rerate_ms) out.push({ kind: 'survey', key: `s:${place(e)}`, score })
      }
    }
    if (this.last?.phase === 'closed') out.push({ kind: 'line', key: `end:${ordinal}`, purpose: 'ended', text: '' })
    const own = (m: Waiting, s: OwnState) => {
      day = dayRow(out, m.at, day)
      out.push({ kind: 'own', key: `c:${m.id}`, id: m.id, what: 'text', text: m.text, files: sentFiles(m), quote: null, at: m.at, state: s, code: m.failed ?? '', first: true, last: true })
    }
    for (const m of this.kept.values()) own(m, 'kept')
    for (const m of waiting) if (!this.mine.has(m.id) && !this.kept.has(m.id)) own(m, m.failed ? 'failed' : state(m))
    return grouped(out)
  }
}

/** A number from 1 to 5 and nothing else, as the server reads it; 0 for any other text. */
const scoreOf = (text: string): number => {
  const at = '12345１２３４５'.indexOf(text.trim())
  return at >= 0 && text.trim().length === 1 ? (at % 5) + 1 : 0
}

/** What was sent along, as it is known before the entry comes. */
const sentFiles = (m: Waiting): FileEntry[] =>
  (m.files ?? []).map(({ id, kind, name, type, size, width, height }, n) => ({ n, kind, name, type, size, width, height, state: 'stored', upload: id }))

const dayRow = (out: Row[], at: number, before: string): string => {
  const day = new Date(at).toDateString()
  if (day !== before) out.push({ kind: 'day', key: `d:${day}`, at })
  return day
}

/** Lines with which the conversation comes to somebody, whom they name as their author, or goes back to a queue. */
const passing = new Set(['line:assigned', 'line:transferred', 'line:returned', 'line:reopened'])

/** Lines for colleagues: what they say to a customer, the end of the session says already. */
const inner = new Set(['line:closed', 'line:reopened', 'line:kept_open'])

const markOf = (e: Entry, by: Entry | undefined): Mark => {
  if (e.recalled || by?.kind === 'delete') return 'recalled'
  return by || e.about ? 'edited' : ''
}

const entryRow = (e: Entry, sent: FileEntry[] = [], by?: Entry, quote: Quote | null = null): Row | null => {
  if (e.role === 'system' && inner.has(e.purpose ?? '')) return null
  if (e.role === 'system') return { kind: 'line', key: `e:${place(e)}`, purpose: e.purpose ?? '', text: e.text }
  const what = e.kind === 'text' ? 'text' : e.kind
  const files = (e.files ?? []).map((f) => ({ ...f, ...(sent[f.n] && { upload: sent[f.n]!.upload! }) }))
  const text = e.text || (files.length ? '' : e.note) || ''
  if (e.role === 'customer') {
    const key = e.client_id ? `c:${e.client_id}` : `e:${place(e)}`
    return { kind: 'own', key, id: e.client_id ?? '', what, text, files, quote: null, at: e.at, state: 'kept', code: '', first: true, last: true }
  }
  if (e.role !== 'agent' && e.role !== 'auto') return null // a note can never be one; should it be, it is not shown
  const mark = markOf(e, by)
  const said = mark === 'recalled' ? { text: '', files: [] } : { text: by ? by.text : text, files }
  return { kind: 'theirs', key: `e:${place(e)}`, role: e.role, author: e.author ?? '', what, ...said, quote, at: e.at, first: true, mark }
}

/** Who speaks is said once for what belongs together: one speaker, within five minutes. */
const grouped = (rows: Row[]): Row[] => {
  const together = (a: Row | undefined, b: Row): boolean => {
    if (a?.kind === 'theirs' && b.kind === 'theirs') return a.role === b.role && a.author === b.author && b.at - a.at < 300_000
    return a?.kind === 'own' && b.kind === 'own' && b.at - a.at < 300_000
  }
  rows.forEach((r, i) => {
    if (!together(rows[i - 1], r)) return
    if (r.kind === 'theirs' || r.kind === 'own') r.first = false
    const before = rows[i - 1]
    if (before?.kind === 'own') before.last = false
  })
  return rows
}
