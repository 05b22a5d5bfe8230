// Brings drafts to the server a moment after they were typed, and brings what was written in another browser, or in another tab of
// this one, here. The newest save wins; whoever was outrun keeps the own words in the box, is shown the others, and chooses.

import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import { draftMarks, draftsOf, saveDraft, type Draft, type DraftMark } from '@/api/drafts'
import { Problem } from '@/api/http'
import { useDraftBook } from '@/inbox/composer/useDrafts'
import { holds, keptOf, leaving, sameDraft, sameWords, wasMine, wentWith, type Kept, type Mode } from '@/lib/drafts'
import { delayFor } from '@/stream/backoff'
import { useAccount } from './account'
import { useTranscripts } from './transcripts'
import { useUploads } from './uploads'

const SAVE_AFTER_MS = 1000
const HELP_AFTER_MS = 5000 // what another tab has not saved by then, it will not save any more

export type Choice = 'theirs' | 'mine' | 'both'

const keyOf = (session: string, mode: Mode) => `${session}|${mode}`

export const useDraftSync = defineStore('drafts', () => {
  const book = useDraftBook()
  const [account, transcripts, uploads] = [useAccount(), useTranscripts(), useUploads()]
  const clashes = shallowReactive(new Map<string, Draft>()) // what is to be chosen from first, where two have changed something
  const brought = shallowReactive(new Map<string, number>()) // by session: grows when something came from elsewhere
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  const helping = new Map<string, ReturnType<typeof setTimeout>>() // for what another tab has to save
  const busy = new Map<string, DraftMark | null>() // saves under way, and the newest mark that came meanwhile
  let attempt = 0
  let life = 0 // grows when somebody else signs in: answers to the former one are dropped

  const clash = (session: string, mode: Mode) => clashes.get(keyOf(session, mode))
  const bring = (session: string) => brought.set(session, (brought.get(session) ?? 0) + 1)

  function show(session: string, mode: Mode): void {
    const first = book.book.kept(session, mode)?.others?.[0]
    if (first) clashes.set(keyOf(session, mode), first)
    else clashes.delete(keyOf(session, mode))
  }

  // at is the draft as it stands now, after what other tabs have done.
  function at(session: string, mode: Mode): Kept | null {
    const drafts = book.book
    const before = drafts.kept(session, mode)
    if (!drafts.catchUp(session, mode)) return before
    const kept = drafts.kept(session, mode)
    show(session, mode)
    if (sameDraft(before, kept)) return kept
    if (mode === 'reply') uploads.settle(session, (kept?.files ?? []).map((f) => ({ ...f, gone: false })))
    bring(session)
    return kept
  }

  // beside is told that another tab of this browser has written something in the storage. It saves that itself, unless it is gone.
  function beside(key: string): void {
    const place = book.book.placeOf(key)
    if (!place) return
    at(place.session, place.mode)
    const id = keyOf(place.session, place.mode)
    clearTimeout(helping.get(id))
    helping.set(id, setTimeout(() => {
      helping.delete(id)
      void save(place.session, place.mode)
    }, HELP_AFTER_MS))
  }

  // touched saves soon: while somebody goes on typing, once in a second.
  function touched(session: string, mode: Mode, afterMs = SAVE_AFTER_MS): void {
    const key = keyOf(session, mode)
    show(session, mode)
    if (timers.has(key) || clashes.has(key)) return
    timers.set(key, setTimeout(() => {
      timers.delete(key)
      void save(session, mode)
    }, afterMs))
  }

  async function save(session: string, mode: Mode): Promise<void> {
    const [key, drafts, now] = [keyOf(session, mode), book.book, life]
    const kept = at(session, mode)
    if (!kept || kept.clean || clashes.has(key)) return
    if (busy.has(key)) return touched(session, mode)
    busy.set(key, null)
    const follows = drafts.n(session, mode)
    drafts.put(session, mode, leaving(kept, follows + 1))
    try {
      const { n } = await saveDraft(session, mode, { follows, text: kept.text, scripts: kept.inserted ?? [], files: (kept.files ?? []).map((f) => f.id), ...(kept.quotes && { quotes: kept.quotes }) })
      if (now !== life) return
      attempt = 0
      settled(session, mode, kept, n)
    } catch (e) {
      if (!(e instanceof Problem)) throw e
      if (now === life) refused(session, mode, e, follows)
    } finally {
      if (now === life) {
        const m = busy.get(key)
        busy.delete(key)
        if (m) heard(m)
      }
    }
  }

  // settled takes over that the server has a save; what was typed meanwhile, here or in another tab, goes behind it.
  function settled(session: string, mode: Mode, saved: Kept, n: number): void {
    const kept = at(session, mode)
    if (!kept) return
    if ((kept.n ?? 0) > n || !sameDraft(kept, saved)) return kept.clean ? undefined : behind(session, mode, kept, n)
    if (saved.over && !kept.others?.length) book.book.lose(session, mode, n)
    else book.book.put(session, mode, { ...kept, n, clean: true, sent: [] })
  }

  // behind puts a draft behind a save of the server's, and saves it.
  function behind(session: string, mode: Mode, kept: Kept, n: number, afterMs?: number): void {
    const stands = Math.max(kept.n ?? 0, n)
    book.book.put(session, mode, { ...kept, n: stands, sent: (kept.sent ?? []).filter((s) => s.n > stands) })
    touched(session, mode, afterMs)
  }

  // What passes is tried again; what does not (the session is not ours to see any more, say) stays here, with whoever wrote it.
  function refused(session: string, mode: Mode, e: Problem, follows: number): void {
    if (e.code === 'draft_newer' && e.more.draft) {
      at(session, mode)
      if (book.book.n(session, mode) !== follows) return touched(session, mode, 0) // another tab has heard of it meanwhile
      return adopt(session, e.more.draft, true)
    }
    if (e.unreachable || e.status === 429 || e.status === 401) touched(session, mode, Math.max(e.retryAfterS * 1000, delayFor(attempt++, Math.random())))
  }

  // adopt takes a draft of the server's: here, if nothing was written since; else both are kept apart until somebody chooses.
  function adopt(session: string, d: Draft, outrun = false): void {
    const kept = at(session, d.mode)
    if (d.n <= book.book.n(session, d.mode) && !outrun) return
    const others = kept?.others?.filter((o) => o.n === 0) ?? [] // of the server's, only the newest stands
    const known = !holds(d) || (!!kept && (wasMine(kept, d) || wentWith(kept, d)))
    if (!kept || kept.clean || sameWords(kept, d) || (kept.over && !known)) take(session, d, others) // what was sent had not these words in it
    else if (known) behind(session, d.mode, { ...kept, others }, d.n, 0)
    else book.book.put(session, d.mode, { ...kept, others: [d, ...others] })
    show(session, d.mode)
  }

  function take(session: string, d: Draft, others: readonly Draft[]): void {
    if (!holds(d) && !others.length) book.book.lose(session, d.mode, d.n)
    else book.book.put(session, d.mode, { ...keptOf(d), clean: true, others })
    if (d.mode === 'reply') uploads.settle(session, d.files ?? [])
    bring(session)
  }

  // open fetches what somebody has written in a session that is looked at now.
  async function open(session: string): Promise<void> {
    const now = life
    for (const mode of ['reply', 'note'] as const) show(session, mode)
    try {
      for (const d of await draftsOf(session)) {
        if (now !== life) return
        adopt(session, d)
        if (d.mode === 'reply') uploads.missing(session, d.files ?? [])
      }
    } catch (e) {
      if (!(e instanceof Problem)) throw e // out of reach: the welcome after that looks again
    }
  }

  // heard is told that a draft was saved, here or elsewhere.
  function heard(m: DraftMark): void {
    const kept = at(m.session, m.mode)
    if (m.n <= book.book.n(m.session, m.mode)) return
    const key = keyOf(m.session, m.mode)
    if (busy.has(key)) return void busy.set(key, m) // it may be our own save: its answer says so
    if (!m.written) return adopt(m.session, { mode: m.mode, n: m.n, text: '', scripts: [], files: [], at: 0 })
    if (transcripts.current === m.session || (kept && (!kept.clean || kept.others?.length))) return void open(m.session)
    book.book.lose(m.session, m.mode, 0, true)
  }

  // sync is for a page that comes or comes back: what has changed elsewhere, and what could not be saved.
  async function sync(): Promise<void> {
    const [drafts, now] = [book.book, life]
    if (!account.can('note')) return
    // What is saved for the first time while the answer is on its way does not stand in it.
    const were = new Set(drafts.all().filter(({ session, mode }) => at(session, mode)?.clean).map(({ session, mode }) => keyOf(session, mode)))
    try {
      const marks = await draftMarks()
      if (now !== life) return
      const there = new Set(marks.map((m) => keyOf(m.session, m.mode)))
      for (const { session, mode } of drafts.all()) {
        const [kept, key] = [at(session, mode), keyOf(session, mode)]
        if (kept?.clean && !kept.others?.length && were.has(key) && !there.has(key)) drafts.lose(session, mode, 0) // it was thrown away with its session
        else if (kept && !kept.clean) touched(session, mode, 0)
      }
      for (const m of marks) heard(m)
    } catch (e) {
      if (!(e instanceof Problem)) throw e
    }
  }

  // choose ends a clash. Only words that somebody has decided against are thrown away.
  function choose(session: string, mode: Mode, what: Choice): void {
    const kept = at(session, mode)
    const [theirs, ...others] = kept?.others ?? []
    if (!kept || !theirs) return
    const n = Math.max(kept.n ?? 0, theirs.n)
    if (what === 'theirs' && theirs.n > (kept.n ?? 0)) take(session, theirs, others)
    else book.book.put(session, mode, { ...(what === 'theirs' ? keptOf(theirs) : mine(kept, what === 'both' ? theirs : null)), n, sent: kept.sent ?? [], others })
    if (what !== 'mine' && mode === 'reply') uploads.settle(session, theirs.files ?? [], what === 'both')
    bring(session)
    touched(session, mode, 0)
  }

  // mine are the own words, and behind them those of the other one.
  function mine({ clean: _, ...kept }: Kept, other: Draft | null): Kept {
    if (!other) return kept
    delete kept.over
    const inserted = [...(kept.inserted ?? []), ...(other.scripts ?? [])]
    const quotes = kept.quotes ?? other.quotes // an answer is to one message
    return { ...kept, text: [kept.text, other.text].filter(Boolean).join('\n'), ...(inserted.length && { inserted }), ...(quotes && { quotes }) }
  }

  function clear(): void {
    life++
    for (const t of [...timers.values(), ...helping.values()]) clearTimeout(t)
    for (const all of [timers, helping, busy, clashes, brought]) all.clear()
  }

  return { clashes, brought, clash, touched, beside, open, heard, sync, choose, clear }
})
