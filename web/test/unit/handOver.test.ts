// Handing over to the complaint group: the form begins with what is known of the session, and all of it can be changed (RTE-01).

import { flushPromises, mount } from '@vue/test-utils'
import { nextTick } from 'vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { answerWith, detail, freshDesk, me, message, row } from './fixtures'
import OrderCards from '@/customer/OrderCards.vue'
import { i18n } from '@/i18n'
import { saidLast } from '@/inbox/panels/complaintDraft'
import TransferPanel from '@/inbox/panels/TransferPanel.vue'
import { useAccount } from '@/stores/account'
import { useMatters } from '@/stores/matters'
import { usePanels } from '@/stores/panels'
import { useShownOrders } from '@/stores/shownOrders'
import { useTranscripts } from '@/stores/transcripts'

const GROUPS = [{ id: 'service', name: '客服组', waiting: 0, online: 1, free: 1 }, { id: 'complaint', name: '投诉组', waiting: 0, online: 1, free: 1, complaint: true }]
const ORDERS = { asked: true, failed: '', at: 9, cards: [{ number: '87120', at: 5 }, { number: '88213', at: 8 }, { number: '', at: 9 }].map((c) => ({ title: 't', state: '', amount: '', link: '', ...c })) }
const category = (id: string, name: string) => ({ id, name, group: '', speciality: '' as const, flow: '' as const })

async function panel(r: Parameters<typeof row>[0] = {}) {
  const sent: Record<string, unknown>[] = []
  answerWith([
    [/POST .*transfer/, (body) => (sent.push(body as Record<string, unknown>), { seq: 9, version: 9, register: 'TS-1' })],
    [/agents/, () => []], [/groups/, () => GROUPS], [/orders/, () => ORDERS], [/GET/, () => detail()],
  ])
  const messages = [message(5, { text: '卖家发错颜色，我要退差价 20 元' }), message(6, { role: 'agent', text: '好的' }), message(7, { kind: 'photo', text: '' })]
  useTranscripts().opened.set('s1', { status: 'ready', transcript: { version: 7, messages, hasOlder: false }, detail: detail(), problem: null, loadingOlder: false })
  useMatters().choices = { ...useMatters().choices, categories: [category('dispute', '交易纠纷'), category('fault', '技术故障')] }
  usePanels().toComplaint = true
  const view = mount(TransferPanel, { props: { row: row({ category: 'dispute', ...r }) }, global: { plugins: [i18n] } })
  await flushPromises()
  const value = (id: string) => view.get<HTMLInputElement>(`[data-testid=${id}]`).element.value
  return { view, sent, fields: () => [value('complaint-nature'), value('complaint-wanted')] }
}

beforeEach(() => freshDesk())

it('begins with the category, the newest order that is shown, and the customer’s own words', async () => {
  answerWith([[/orders/, () => ORDERS]])
  const cards = mount(OrderCards, { props: { session: 's1', turn: 0 }, global: { plugins: [i18n] } })
  await flushPromises()
  const p = await panel()
  expect(p.fields()).toEqual(['交易纠纷 · 订单 88213', '客户原话：卖家发错颜色，我要退差价 20 元'])
  await p.view.get('[data-testid=transfer-note]').setValue('未承诺')
  await p.view.get('[data-testid=complaint-wanted]').setValue('退差价 20 元')
  await p.view.trigger('submit')
  await vi.waitFor(() => expect(p.sent[0]).toMatchObject({ to_group: 'complaint', complaint: { nature: '交易纠纷 · 订单 88213', wanted: '退差价 20 元', evidence: [{ from: 1, to: 7 }] } }))
  p.view.unmount()
  cards.unmount()
})

it('follows what becomes known, and leaves alone what somebody wrote', async () => {
  const p = await panel({ category: '', hint: 'fault' })
  expect(p.fields()[0]).toBe('技术故障')
  await p.view.get('[data-testid=transfer-category]').setValue('dispute')
  useShownOrders().show('s1', ORDERS.cards)
  await nextTick()
  expect(p.fields()[0]).toBe('交易纠纷 · 订单 88213')
  await p.view.get('[data-testid=complaint-nature]').setValue('发错货')
  await p.view.get('[data-testid=transfer-category]').setValue('fault')
  expect(p.fields()[0]).toBe('发错货')
  p.view.unmount()
})

it('begins empty where nothing is known, and keeps no order for who sits here next', async () => {
  useShownOrders().show('s1', ORDERS.cards)
  useAccount().me = me({ id: 'a2' })
  await nextTick()
  const p = await panel({ category: '' })
  expect(p.fields()[0]).toBe('')
  p.view.unmount()
})

it('quotes the text as it reads now', () => {
  const later = { role: 'customer' as const, reply_to_seq: 1 }
  const said = message(1, { text: '退款' })
  expect(saidLast([said, message(2, { role: 'note', text: '备注' })])).toBe('退款')
  expect(saidLast([said, message(2, { ...later, kind: 'edit', text: '退一半' })])).toBe('退一半')
  expect(saidLast([said, message(2, { text: '快点' }), message(3, { ...later, reply_to_seq: 2, kind: 'delete', text: '' })])).toBe('退款')
  expect(saidLast([message(1, { kind: 'sticker', text: '' })])).toBe('')
})
