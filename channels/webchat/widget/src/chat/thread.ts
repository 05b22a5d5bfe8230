import type { Cursor, Entry } from './wire'
import type { Waiting } from './outbox'

export type OwnState = 'waiting' | 'sending' | 'kept' | 'failed'

export type Row =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'line'; key: string; purpose: string; text: string }
  | { kind: 'theirs'; key: string; role: string; author: string; what: string; text: string; at: number; first: boolean }
  | { kind: 'own'; key: string; id: string; what: string; text: string; at: number; state: OwnState; code: string; first: boolean; last: boolean }

const place = (e: Entry): string => `${e.ordinal}:${e.seq}`

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

  /** How many words of ours the visitor has not seen; lines such as "transferred" do not count. */
  unread(seen: Cursor): number {
    return this.sorted.filter((e) => (e.role === 'agent' || e.role === 'auto') && beyond(e, seen)).length
  }

  /** The human who serves now, as far as the customer can know. */
  get holder(): string {
    for (let i = this.sorted.length - 1; i >= 0; i--) {
      const e = this.sorted[i]!
      if (e.ordinal !== this.last?.ordinal) break
      if (e.role === 'agent' && e.author) return e.author
    }
    return ''
  }

  /** All that is to be shown, in order: entries, then what was kept and has not come back, then what waits. */
  rows(waiting: readonly Waiting[], state: (m: Waiting) => OwnState): Row[] {
    const out: Row[] = []
    let day = ''
    let ordinal = 0
    for (const e of this.sorted) {
      if (ordinal && e.ordinal !== ordinal) out.push({ kind: 'line', key: `end:${ordinal}`, purpose: 'ended', text: '' })
      ordinal = e.ordinal
      day = dayRow(out, e.at, day)
      const row = entryRow(e)
      if (row) out.push(row)
    }
    if (this.last?.phase === 'closed') out.push({ kind: 'line', key: `end:${ordinal}`, purpose: 'ended', text: '' })
    const own = (m: Waiting, s: OwnState) => {
      day = dayRow(out, m.at, day)
      out.push({ kind: 'own', key: `c:${m.id}`, id: m.id, what: 'text', text: m.text, at: m.at, state: s, code: m.failed ?? '', first: true, last: true })
    }
    for (const m of this.kept.values()) own(m, 'kept')
    for (const m of waiting) if (!this.mine.has(m.id) && !this.kept.has(m.id)) own(m, m.failed ? 'failed' : state(m))
    return grouped(out)
  }
}

const dayRow = (out: Row[], at: number, before: string): string => {
  const day = new Date(at).toDateString()
  if (day !== before) out.push({ kind: 'day', key: `d:${day}`, at })
  return day
}

/** Lines for colleagues: what they say to a customer, the end of the session says already. */
const inner = new Set(['line:closed', 'line:reopened', 'line:kept_open'])

const entryRow = (e: Entry): Row | null => {
  if (e.role === 'system' && inner.has(e.purpose ?? '')) return null
  if (e.role === 'system') return { kind: 'line', key: `e:${place(e)}`, purpose: e.purpose ?? '', text: e.text }
  const what = e.kind === 'text' ? 'text' : e.kind
  const text = e.text || e.note || ''
  if (e.role === 'customer') {
    const key = e.client_id ? `c:${e.client_id}` : `e:${place(e)}`
    return { kind: 'own', key, id: e.client_id ?? '', what, text, at: e.at, state: 'kept', code: '', first: true, last: true }
  }
  if (e.role !== 'agent' && e.role !== 'auto') return null // a note can never be one; should it be, it is not shown
  return { kind: 'theirs', key: `e:${place(e)}`, role: e.role, author: e.author ?? '', what, text, at: e.at, first: true }
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
