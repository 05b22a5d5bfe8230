// Rows, messages and people for the tests; every field can be set.

import { createPinia, setActivePinia } from 'pinia'
import { vi } from 'vitest'
import type { Detail, Me, Message, Row } from '@/api/types'
import { useAccount } from '@/stores/account'

export const me = (o: Partial<Me> = {}): Me => ({
  id: 'a1', login: 'zhang.min', name: '张敏', rank: 'agent', speciality: 'allround', groups: ['service'], status: 'online', capacity: 8,
  load: 0, permissions: ['serve', 'note'], ...o,
})

export const row = (o: Partial<Row> = {}): Row => ({
  id: 's1', number: 'A1', ordinal: 1, version: 1, channel: 'site', channel_type: 'webchat', address_key: 'v:1', title: '李女士',
  phase: 'serving', group: 'service', holder: { id: 'a1', name: '张敏' }, owner: null, opened_at: 0, closed_at: 0, queued_at: 0,
  preview: { role: 'customer', text: 'x', at: 0 }, unanswered: 0, due_at: 0, due_kind: '', breached: false, delivery_trouble: false, left_message: false, raised: false,
  outcome: '', category: '', urgency: 0, ...o,
})

export const message = (seq: number, o: Partial<Message> = {}): Message => ({
  seq, version: seq, role: 'customer', author: null, purpose: '', kind: 'text', text: 'm' + seq, note: '', at: seq * 1000, sent_at: 0,
  delivery: '', delivery_reason: '', client_id: '', external_id: '', reply_to_seq: 0, ...o,
})

export const detail = (o: Partial<Detail> = {}): Detail => ({
  ...row(), holders: [], closing_script: '再见', greeting_script: '您好，我是张敏。', outcomes: [], categories: [],
  capabilities: { max_text: 0, accept_on_commit: true, replies: false }, ...o,
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
    const out = hit ? await hit[1](body, url) : { status: 404, code: 'not_found' }
    if (out instanceof Response) return out
    return new Response(JSON.stringify(out ?? {}), { status: 200, headers: { 'Content-Type': 'application/json' } })
  })
  return calls
}

export const refusal = (status: number, code: string, more: object = {}): Response =>
  new Response(JSON.stringify({ status, code, title: '', ...more }), { status })

export const soon = (ms = 0): Promise<void> => new Promise((done) => setTimeout(done, ms))
