// What was written here and is not yet in the transcript. Every entry is on disk before it is sent and keeps its id,
// so that a reload, a lost line or a second try can neither lose nor double it. One at a time per session, in order.

import { defineStore } from 'pinia'
import { computed, shallowReactive } from 'vue'
import * as desk from '@/api/desk'
import { Problem } from '@/api/http'
import type { Message } from '@/api/types'
import type { Uploaded } from '@/api/uploads'
import type { Inserted } from '@/lib/gaps'
import { newClientID } from '@/lib/ids'
import { named } from '@/lib/mentions'
import { forget, keep, keysUnder, recall } from '@/lib/storage'
import { delayFor } from '@/stream/backoff'
import { useRoster } from './roster'

export interface Entry {
  client_id: string
  session: string
  kind: 'reply' | 'note'
  text: string
  mentions?: readonly string[] // colleagues whom a note speaks to
  edits?: number // seq of the reply that it corrects
  reason?: string // why a text is sent that the list asks a reason for
  scripts?: string[] // that were put into the text, as id@version
  inserted?: readonly Inserted[] // the same with what they leave to be filled in, for who takes the text back
  file?: Uploaded // goes with it
  quotes?: number // seq of the message that it is to
  seen_version: number // part of the body: it must stay the same for every try
  at: number
  batch?: string // names those that were sent together: the later ones do not leave without the first
  state: 'waiting' | 'sending' | 'accepted' | 'failed'
  problem?: { code: string; title: string; detail: string }
}

const MOST_SCRIPTS = 20 // of one answer: the server takes no more

export const useOutbox = defineStore('outbox', () => {
  const entries = shallowReactive(new Map<string, Entry>())
  const busy = new Set<string>()
  let attempt = 0
  let last = 0
  let retry: ReturnType<typeof setTimeout> | undefined
  let onMissing: () => void = () => {}

  let life = 0 // grows when somebody goes: what was under way then is no more of this page's business
  let account = '' // fixed while the page is this account's, whoever signs in later

  const key = (id: string) => `firstline.outbox.${account}.${id}`
  const waiting = computed(() => [...entries.values()].filter((e) => e.state === 'waiting').length)

  function put(e: Entry): void {
    entries.set(e.client_id, e)
    keep(key(e.client_id), e)
  }

  function remove(id: string): void {
    entries.delete(id)
    forget(key(id))
  }

  // drop throws away what somebody does not want to send any more.
  function drop(id: string): void {
    const e = entries.get(id)
    remove(id)
    // Nothing leaves because something else was thrown away: whoever did that says what becomes of the rest.
    if (e?.state === 'failed') for (const other of waitingFor(e)) put({ ...other, state: 'failed', ...(e.problem && { problem: e.problem }) })
  }

  // waitingFor are those that were sent with an entry and have not left.
  const waitingFor = (e: Entry) => [...entries.values()].filter((o) => e.batch && o.batch === e.batch && o.state === 'waiting')

  // restore reads what an earlier page of this account left behind; what was under way is tried again.
  function restore(of: string): void {
    account = of
    // The storage knows no order of its own.
    const kept = keysUnder(key('')).flatMap((k) => recall<Entry>(k) ?? [])
    for (const e of kept.sort((a, b) => a.at - b.at)) {
      if (!e.client_id || entries.has(e.client_id)) continue
      entries.set(e.client_id, { ...e, state: e.state === 'failed' ? 'failed' : 'waiting' })
    }
    flush()
  }

  function send(session: string, kind: Entry['kind'], text: string, seenVersion: number, reason = '', file?: Uploaded, inserted: readonly Inserted[] = [], quotes = 0, edits = 0, batch = ''): void {
    const scripts = [...new Set(inserted.map((i) => i.script))].slice(-MOST_SCRIPTS)
    const mentions = kind === 'note' ? named(text, useRoster().told()) : []
    const at = (last = Math.max(Date.now(), last + 1)) // no two at the same time: a reload sorts by it
    put({ client_id: newClientID(), session, kind, text, seen_version: seenVersion, at, state: 'waiting', ...(reason && { reason }), ...(file && { file }), ...(scripts.length && { scripts, inserted }), ...(quotes && { quotes }), ...(edits && { edits }), ...(mentions.length && { mentions }), ...(batch && { batch }) })
    void pump(session)
  }

  async function pump(session: string): Promise<void> {
    if (busy.has(session)) return
    busy.add(session)
    const now = life
    try {
      for (let next = first(session); next; next = first(session)) {
        if (!(await deliver(next))) break
      }
    } finally {
      if (now === life) busy.delete(session)
    }
  }

  function first(session: string): Entry | undefined {
    const here = [...entries.values()].filter((e) => e.session === session)
    const held = new Set(here.flatMap((e) => (e.state === 'failed' && e.batch) || [])) // files do not leave without their words
    return here.find((e) => e.state === 'waiting' && !held.has(e.batch ?? ''))
  }

  // deliver is false when the server is out of reach: the rest of the session has to wait behind this one.
  async function deliver(e: Entry): Promise<boolean> {
    entries.set(e.client_id, { ...e, state: 'sending' })
    const now = life
    try {
      if (e.edits) await desk.edit(e.session, e.edits, worded(e))
      else if (e.kind === 'reply') await desk.reply(e.session, pick(e))
      else await desk.note(e.session, { client_id: e.client_id, text: e.text, ...(e.mentions && { mentions: e.mentions }) })
    } catch (x) {
      if (!(x instanceof Problem)) throw x
      if (now !== life) return false
      if (x.unreachable || x.status === 429 || x.status === 401 || x.code === 'busy') {
        put({ ...e, state: 'waiting' })
        later(x.retryAfterS * 1000)
        return false
      }
      put({ ...e, state: 'failed', problem: { code: x.code, title: x.title, detail: x.detail } })
      return true
    }
    if (now !== life) return false // it waits on disk, under the name of who wrote it; a second try does not double it
    attempt = 0
    // The transcript may have brought it already, through the stream, before the answer came.
    if (entries.has(e.client_id)) put({ ...e, state: 'accepted' })
    setTimeout(() => now === life && entries.has(e.client_id) && onMissing(), 3000)
    return true
  }

  const worded = (e: Entry) => ({ client_id: e.client_id, text: e.text, ...(e.reason && { reason: e.reason }), ...(e.scripts && { scripts: e.scripts }) })
  const pick = (e: Entry) => ({ ...worded(e), seen_version: e.seen_version, ...(e.file && { upload: e.file.id }), ...(e.quotes && { quotes: e.quotes }) })

  function later(atLeastMs: number): void {
    clearTimeout(retry)
    retry = setTimeout(flush, Math.max(atLeastMs, delayFor(attempt++, Math.random())))
  }

  // flush tries everything that waits: the line is back, or enough time has passed.
  function flush(): void {
    for (const session of new Set([...entries.values()].map((e) => e.session))) void pump(session)
  }

  function again(id: string): void {
    const e = entries.get(id)
    if (!e || e.state !== 'failed') return
    const { problem: _, ...rest } = e
    put({ ...rest, state: 'waiting' })
    void pump(e.session)
  }

  // settle takes out what has arrived in a session's transcript.
  function settle(session: string, messages: readonly Message[]): void {
    for (const m of messages) {
      if (m.client_id && entries.get(m.client_id)?.session === session) remove(m.client_id)
    }
  }

  // settleUnseen takes out what was accepted for sessions that nobody shows: no diff will come for them.
  function settleUnseen(shown: string): void {
    for (const e of [...entries.values()]) if (e.state === 'accepted' && e.session !== shown) remove(e.client_id)
  }

  function whenMissing(act: () => void): void {
    onMissing = act
  }

  function clear(): void {
    clearTimeout(retry)
    life++
    attempt = 0
    account = ''
    busy.clear()
    entries.clear()
  }

  return { entries, waiting, restore, send, flush, again, drop, waitingFor, settle, settleUnseen, whenMissing, clear }
})
