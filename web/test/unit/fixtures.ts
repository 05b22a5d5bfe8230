// Rows, messages and people for the tests; every field can be set.

import { createPinia, setActivePinia } from 'pinia'
import { vi } from 'vitest'
import { whole } from '@/api/matter'
import type { Detail, Me, Message, MessageFile, Row } from '@/api/types'
import { useAccount } from '@/stores/account'

export const me = (o: Partial<Me> = {}): Me => ({
  id: 'a1', login: 'zhang.min', name: '张敏', rank: 'agent', speciality: 'allround', groups: ['service'], status: 'online', capacity: 8,
  load: 0, permissions: ['serve', 'note'], ...o,
})

export const row = (o: Partial<Row> = {}): Row => ({
  id: 's1', number: 'A1', ordinal: 1, version: 1, channel: 'site', channel_type: 'webchat', address_key: 'v:1', by_hand: false, contact: 'v:1', title: '李女士',
  phase: 'serving', group: 'service', holder: { id: 'a1', name: '张敏' }, owner: null, opened_at: 0, closed_at: 0, queued_at: 0,
  preview: { role: 'customer', text: 'x', at: 0 }, unanswered: 0, due_at: 0, due_kind: '', breached: false, delivery_trouble: false, left_message: false, raised: false, hits: 0, seen: null,
  outcome: '', category: '', hint: '', offered_until: 0, promised_at: 0, promise_missed: false, register: '', flow: '', score: 0, asks: [], urgency: 0, ...o,
})

export const message = (seq: number, o: Partial<Message> = {}): Message => ({
  seq, version: seq, role: 'customer', author: null, purpose: '', kind: 'text', text: 'm' + seq, note: '', at: seq * 1000, sent_at: 0,
  delivery: '', delivery_reason: '', client_id: '', external_id: '', reply_to: '', reply_to_seq: 0, quotes: 0, files: [], ...o,
})

export const file = (o: Partial<MessageFile> = {}): MessageFile => ({
  kind: 'photo', name: 'a.jpg', type: 'image/jpeg', size: 2048, width: 800, height: 600, seconds: 0, state: 'stored', reason: '', thumb: true, ...o,
})

export const detail = (o: Partial<Detail> = {}): Detail => ({
  ...row(), holders: [], closing_script: '再见', greeting_script: '您好，我是张敏。', rating_script: '', confirm_script: '', matter: whole(null), outcomes: [], categories: [],
  capabilities: { max_text: 0, accept_on_commit: true, by_hand: false, replies: false, max_file: 0, max_photo: 0, max_caption: 0 }, ...o,
})

export function freshDesk(): void {
  localStorage.clear()
  setActivePinia(createPinia())
  useAccount().me = me()
}

// answerWith serves fetch: the first entry whose pattern fits "METHOD /path" decides.
export function answerWith(table: [RegExp, (body: unknown, url: string) => unknown][]) {
  const calls: { what: string; body: unknown }[] = []
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    const what = `${init.method ?? 'GET'} ${url.replace('/api/v1', '')}`
    const body: unknown = init.body ? JSON.parse(String(init.body)) : undefined
    calls.push({ what, body })
    const hit = table.find(([shape]) => shape.test(what))
    const out = hit ? await hit[1](body, url) : refusal(404, 'not_found')
    if (out instanceof Response) return out
    return new Response(JSON.stringify(out ?? {}), { status: 200, headers: { 'Content-Type': 'application/json' } })
  })
  return calls
}

export const refusal = (status: number, code: string, more: object = {}): Response =>
  new Response(JSON.stringify({ status, code, title: '', ...more }), { status })

// later is an answer that the test gives when it likes.
export function later<T = unknown>(): { answer: Promise<T>; give(it: T): void } {
  let give!: (it: T) => void
  const answer = new Promise<T>((done) => (give = done))
  return { answer, give }
}

export const soon = (ms = 0): Promise<void> => new Promise((done) => setTimeout(done, ms))

// uploadsWith replaces XMLHttpRequest: every request waits in the list that it gives until the test answers it.
export function uploadsWith() {
  const asked: FakeRequest[] = []
  class FakeRequest {
    what = ''
    body: File | null = null
    aborted = false
    status = 0
    responseText = ''
    upload: { onprogress?: (ev: { lengthComputable: boolean; loaded: number; total: number }) => void } = {}
    onload: () => void = () => {}
    onerror: () => void = () => {}
    open(method: string, url: string) {
      this.what = `${method} ${url.replace('/api/v1', '')}`
    }
    setRequestHeader() {}
    getResponseHeader() {
      return null
    }
    send(body: File) {
      this.body = body
      asked.push(this)
    }
    abort() {
      this.aborted = true
    }
    answer(status: number, body: object) {
      this.status = status
      this.responseText = JSON.stringify(body)
      this.onload()
    }
  }
  vi.stubGlobal('XMLHttpRequest', FakeRequest)
  return asked
}
