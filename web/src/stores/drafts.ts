// Brings drafts to the server a moment after they were typed, and brings what was written in another browser here. The newest save
// wins; whoever was outrun keeps the own words in the box, is shown the others, and chooses.

import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import { draftMarks, draftsOf, saveDraft, type Draft, type DraftMark } from '@/api/drafts'
import { Problem } from '@/api/http'
import { useDrafts } from '@/inbox/composer/useDrafts'
import type { Kept, Mode } from '@/lib/drafts'
import { delayFor } from '@/stream/backoff'
import { useAccount } from './account'
import { useTranscripts } from './transcripts'
import { useUploads } from './uploads'

const SAVE_AFTER_MS = 1000

export type Choice = 'theirs' | 'mine' | 'both'

const keyOf = (session: string, mode: Mode) => `${session}|${mode}`
const holds = (d: Draft) => !!d.text || !!d.files?.length
const ids = (files: readonly { id: string }[] | null | undefined) => (files ?? []).map((f) => f.id).join()
const same = (kept: Kept, d: Draft) => kept.text === d.text && ids(kept.files) === ids(d.files)

export const useDraftSync = defineStore('drafts', () => {
  const clashes = shallowReactive(new Map<string, Draft>()) // what another browser has, where both have changed something
  const brought = shallowReactive(new Map<string, number>()) // by session: grows when something came from elsewhere
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  const busy = new Map<string, DraftMark | null>() // saves under way, and the newest mark that came meanwhile
  let attempt = 0
  let life = 0 // grows when somebody else signs in: answers to the former one are dropped

  const clash = (session: string, mode: Mode) => clashes.get(keyOf(session, mode))

  // touched saves soon: while somebody goes on typing, once in a second.
  function touched(session: string, mode: Mode, afterMs = SAVE_AFTER_MS): void {
    const key = keyOf(session, mode)
    if (timers.has(key) || clashes.has(key)) return
    timers.set(key, setTimeout(() => {
      timers.delete(key)
      void save(session, mode)
    }, afterMs))
  }

  async function save(session: string, mode: Mode): Promise<void> {
    const [key, drafts, now] = [keyOf(session, mode), useDrafts(), life]
    const kept = drafts.kept(session, mode)
    if (!kept || kept.clean || clashes.has(key)) return
    if (busy.has(key)) return touched(session, mode)
    busy.set(key, null)
    try {
      const { n } = await saveDraft(session, mode, { follows: drafts.n(session, mode), text: kept.text, scripts: kept.inserted ?? [], files: (kept.files ?? []).map((f) => f.id), ...(kept.quotes && { quotes: kept.quotes }) })
      if (now !== life) return
      attempt = 0
      settled(session, mode, kept, n)
    } catch (e) {
      if (!(e instanceof Problem)) throw e
      if (now === life) refused(session, mode, e)
    } finally {
      if (now === life) {
        const m = busy.get(key)
        busy.delete(key)
        if (m) heard(m)
      }
    }
  }

  // settled takes over that the server has a save; what was typed meanwhile goes behind it.
  function settled(session: string, mode: Mode, saved: Kept, n: number): void {
    const drafts = useDrafts()
    const kept = drafts.kept(session, mode)
    if (kept !== saved) {
      if (kept) drafts.put(session, mode, { ...kept, n })
      return touched(session, mode)
    }
    if (saved.over) drafts.lose(session, mode, n)
    else drafts.put(session, mode, { ...saved, n, clean: true })
  }

  // What passes is tried again; what does not (the session is not ours to see any more, say) stays here, with whoever wrote it.
  function refused(session: string, mode: Mode, e: Problem): void {
    if (e.code === 'draft_newer' && e.more.draft) return adopt(session, e.more.draft, true)
    if (e.unreachable || e.status === 429 || e.status === 401) touched(session, mode, Math.max(e.retryAfterS * 1000, delayFor(attempt++, Math.random())))
  }

  // adopt takes a draft of the server's: here, if nothing was written since; else both are kept apart until somebody chooses.
  function adopt(session: string, d: Draft, outrun = false): void {
    const drafts = useDrafts()
    const kept = drafts.kept(session, d.mode)
    if (d.n <= drafts.n(session, d.mode) && !outrun) return
    clashes.delete(keyOf(session, d.mode)) // what it was about stands no more
    if (!kept || kept.clean || same(kept, d)) return take(session, d)
    if (kept.over || !holds(d)) {
      drafts.put(session, d.mode, { ...kept, n: d.n })
      return touched(session, d.mode, 0)
    }
    clashes.set(keyOf(session, d.mode), d)
  }

  function take(session: string, d: Draft): void {
    const drafts = useDrafts()
    if (!holds(d)) drafts.lose(session, d.mode, d.n)
    else {
      const files = (d.files ?? []).map(({ gone: _, ...f }) => ({ kind: 'document' as const, name: '', type: '', size: 0, width: 0, height: 0, ...f }))
      drafts.put(session, d.mode, { text: d.text, at: d.at, n: d.n, clean: true, ...(d.scripts?.length && { inserted: d.scripts }), ...(files.length && { files }), ...(d.quotes && { quotes: d.quotes }) })
    }
    if (d.mode === 'reply') useUploads().settle(session, d.files ?? [])
    brought.set(session, (brought.get(session) ?? 0) + 1)
  }

  // open fetches what somebody has written in a session that is looked at now.
  async function open(session: string): Promise<void> {
    const now = life
    try {
      for (const d of await draftsOf(session)) {
        if (now !== life) return
        adopt(session, d)
        if (d.mode === 'reply') useUploads().missing(session, d.files ?? [])
      }
    } catch (e) {
      if (!(e instanceof Problem)) throw e // out of reach: the welcome after that looks again
    }
  }

  // heard is told that a draft was saved, here or elsewhere.
  function heard(m: DraftMark): void {
    const drafts = useDrafts()
    if (m.n <= drafts.n(m.session, m.mode)) return
    const key = keyOf(m.session, m.mode)
    if (busy.has(key)) return void busy.set(key, m) // it may be our own save: its answer says so
    const kept = drafts.kept(m.session, m.mode)
    if (!m.written) return adopt(m.session, { mode: m.mode, n: m.n, text: '', scripts: [], files: [], at: 0 })
    if (useTranscripts().current === m.session || (kept && !kept.clean)) return void open(m.session)
    drafts.lose(m.session, m.mode, 0, true)
  }

  // sync is for a page that comes or comes back: what has changed elsewhere, and what could not be saved.
  async function sync(): Promise<void> {
    const [drafts, now] = [useDrafts(), life]
    if (!useAccount().can('note')) return
    // What is saved for the first time while the answer is on its way does not stand in it.
    const were = new Set(drafts.all().filter(({ session, mode }) => drafts.kept(session, mode)?.clean).map(({ session, mode }) => keyOf(session, mode)))
    try {
      const marks = await draftMarks()
      if (now !== life) return
      const there = new Set(marks.map((m) => keyOf(m.session, m.mode)))
      for (const { session, mode } of drafts.all()) {
        const [kept, key] = [drafts.kept(session, mode), keyOf(session, mode)]
        if (kept?.clean && were.has(key) && !there.has(key)) drafts.lose(session, mode, 0) // it was thrown away with its session
        else if (kept && !kept.clean) touched(session, mode, 0)
      }
      for (const m of marks) heard(m)
    } catch (e) {
      if (!(e instanceof Problem)) throw e
    }
  }

  // choose ends a clash. Only words that somebody has decided against are thrown away.
  function choose(session: string, mode: Mode, what: Choice): void {
    const [drafts, theirs] = [useDrafts(), clash(session, mode)]
    if (!theirs) return
    clashes.delete(keyOf(session, mode))
    const kept = drafts.kept(session, mode)
    if (what === 'theirs' || !kept) return take(session, theirs)
    const text = what === 'both' ? [kept.text, theirs.text].filter(Boolean).join('\n') : kept.text
    const inserted = [...(kept.inserted ?? []), ...(what === 'both' ? (theirs.scripts ?? []) : [])]
    const quotes = kept.quotes ?? (what === 'both' ? theirs.quotes : 0) // an answer is to one message
    drafts.put(session, mode, { ...kept, text, n: theirs.n, ...(inserted.length && { inserted }), ...(quotes && { quotes }) })
    if (what === 'both' && mode === 'reply') useUploads().settle(session, theirs.files ?? [], true)
    brought.set(session, (brought.get(session) ?? 0) + 1)
    touched(session, mode, 0)
  }

  function clear(): void {
    life++
    for (const t of timers.values()) clearTimeout(t)
    timers.clear()
    busy.clear()
    clashes.clear()
    brought.clear()
  }

  return { clashes, brought, clash, touched, open, heard, sync, choose, clear }
})
