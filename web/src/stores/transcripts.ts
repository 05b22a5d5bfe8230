// The open sessions' messages and details, each kept under its session: a late answer can never land elsewhere.

import { defineStore } from 'pinia'
import { ref, shallowReactive } from 'vue'
import * as desk from '@/api/desk'
import { Problem } from '@/api/http'
import type { Detail, Message } from '@/api/types'
import type { DiffFrame } from '@/stream/frames'
import { applyDiff, fromPage, newest, withOlder, type Transcript } from '@/stream/transcript'
import { useOutbox } from './outbox'
import { useRows } from './rows'

const PAGE = 50
const KEPT = 30 // sessions kept in memory for instant switching

export interface Opened {
  status: 'loading' | 'ready' | 'error' | 'stale' // stale: shown, but known to be incomplete
  transcript: Transcript | null
  detail: Detail | null
  problem: Problem | null
  loadingOlder: boolean
}

const FRESH: Opened = { status: 'loading', transcript: null, detail: null, problem: null, loadingOlder: false }

export const useTranscripts = defineStore('transcripts', () => {
  const opened = shallowReactive(new Map<string, Opened>())
  const current = ref('')
  const kept = new Set<string>() // on the page, if behind another one
  const loads = new Map<string, number>() // the number of the newest load of a session; older answers are dropped
  const details = new Map<string, number>() // the same of the details alone

  function next(of: Map<string, number>, id: string): number {
    const number = (of.get(id) ?? 0) + 1
    of.set(id, number)
    return number
  }

  function patch(id: string, change: Partial<Opened>): void {
    opened.set(id, { ...(opened.get(id) ?? FRESH), ...change })
  }

  // show makes a session the open one; what is in memory is shown at once and brought up to date by the stream.
  function show(id: string): void {
    const left = current.value
    current.value = id
    if (left !== id) shorten(left)
    if (!id) return
    const had = opened.get(id)
    if (had?.transcript && had.status === 'ready') {
      opened.delete(id) // to the end: the map's order is the order of last use
      opened.set(id, had)
      void loadDetail(id)
      return
    }
    void load(id)
    for (const old of opened.keys()) {
      if (opened.size <= KEPT) break
      if (old !== id && !kept.has(old)) opened.delete(old)
    }
  }

  // shorten leaves one page of what is behind another session: a shift's messages of thirty of them would never be read again.
  function shorten(id: string): void {
    const at = opened.get(id)
    if (!at?.transcript || id === current.value || kept.has(id)) return
    const transcript = newest(at.transcript, PAGE)
    if (transcript !== at.transcript) opened.set(id, { ...at, transcript })
  }

  // What was not to be seen any more, and lies open still, may have come back.
  useRows().onChange((_, row) => {
    if (row.id === current.value && !row.hidden && opened.get(row.id)?.problem?.status === 404) void load(row.id)
  })

  // keep holds what is known of a session, shown or not, until the function that it gives is called.
  function keep(id: string): () => void {
    kept.add(id)
    return () => {
      kept.delete(id)
      shorten(id)
    }
  }

  async function load(id: string): Promise<boolean> {
    const number = next(loads, id)
    patch(id, { status: opened.get(id)?.transcript ? 'stale' : 'loading', problem: null })
    try {
      const [detail, page] = await Promise.all([desk.detail(id), desk.messages(id, 0, PAGE)])
      if (loads.get(id) !== number) return false
      useRows().put(detail)
      const messages = page.messages ?? []
      patch(id, { status: 'ready', detail, transcript: fromPage(messages, page.version, PAGE) })
      useOutbox().settle(id, messages)
      return true
    } catch (e) {
      if (loads.get(id) !== number || !(e instanceof Problem)) return false
      // 404: not mine to see any more, so nothing of it stays on the screen.
      if (e.status === 404) opened.set(id, { ...FRESH, status: 'error', problem: e })
      else patch(id, { status: opened.get(id)?.transcript ? 'stale' : 'error', problem: e })
      return false
    }
  }

  async function loadDetail(id: string): Promise<void> {
    const [number, load] = [next(details, id), loads.get(id)]
    try {
      const detail = await desk.detail(id)
      if (details.get(id) !== number || loads.get(id) !== load) return // a newer question is under way, or answered
      useRows().put(detail)
      if (opened.has(id)) patch(id, { detail })
    } catch {
      // What was known stays; the stream still brings the row.
    }
  }

  async function loadOlder(id: string): Promise<void> {
    const at = opened.get(id)
    const first = at?.transcript?.messages[0]
    if (!at?.transcript?.hasOlder || at.loadingOlder || !first) return
    patch(id, { loadingOlder: true })
    const load = loads.get(id)
    try {
      const page = await desk.messages(id, first.seq, PAGE)
      const now = opened.get(id)?.transcript
      const joins = now?.messages[0]?.seq === first.seq // not if it was left, and shortened, meanwhile
      if (now && joins && loads.get(id) === load) patch(id, { transcript: withOlder(now, page.messages ?? [], PAGE) })
    } catch {
      // The button to ask again is still there.
    } finally {
      if (opened.has(id)) patch(id, { loadingOlder: false })
    }
  }

  type Outcome = { result: 'ignored' | 'duplicate' | 'gap' } | { result: 'applied'; added: Message[] }

  function diff(frame: DiffFrame): Outcome {
    const at = opened.get(frame.session)
    if (!at?.transcript || at.status !== 'ready') return { result: 'ignored' }
    const applied = applyDiff(at.transcript, frame)
    if (applied.result !== 'applied') return { result: applied.result }
    patch(frame.session, { transcript: applied.transcript })
    shorten(frame.session)
    useOutbox().settle(frame.session, frame.messages ?? [])
    return { result: 'applied', added: applied.added }
  }

  // version of a session that the stream may build on; null while there is nothing to build on.
  function version(id: string): number | null {
    const at = opened.get(id)
    return at?.status === 'ready' && at.transcript ? at.transcript.version : null
  }

  // forget drops what is known. What is on the page stays there, marked, until it has been read again.
  function forget(id: string): void {
    if ((id === current.value || kept.has(id)) && opened.get(id)?.transcript) patch(id, { status: 'stale' })
    else opened.delete(id)
  }

  function forgetAll(): void {
    for (const id of [...opened.keys()]) forget(id)
  }

  function clear(): void {
    opened.clear()
    for (const of of [loads, details]) for (const id of of.keys()) next(of, id) // what is under way was asked by who has gone
    current.value = ''
  }

  return { opened, current, show, keep, load, loadDetail, loadOlder, diff, version, forget, forgetAll, clear }
})
