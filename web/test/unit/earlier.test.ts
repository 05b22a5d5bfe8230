import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { Earlier } from '@/api/types'
import { i18n } from '@/i18n'
import CustomerPanel from '@/inbox/customer/CustomerPanel.vue'
import EarlierSessions from '@/inbox/customer/EarlierSessions.vue'
import { answerWith, freshDesk, later, refusal, row } from './fixtures'

const one = (ordinal: number, o: Partial<Earlier> = {}): Earlier => ({
  id: 'e' + ordinal, number: 'N' + ordinal, ordinal, channel: 'web', channel_type: 'webchat', opened_at: Date.UTC(2026, 6, ordinal, 12), closed_at: Date.UTC(2026, 6, ordinal, 13), group: 'service', category: 'pay',
  outcome: 'solved', owner: { id: 'a1', name: '张敏' }, last: { id: 'a1', name: '张敏' }, score: 0, register: '', may_open: true, ...o,
})

async function atSession() {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/inbox/:view/:session?', name: 'inbox', component: { template: '<i />' } }] })
  await router.push('/inbox/mine/s1?m=4')
  return router
}

async function shown(ordinal: number) {
  const router = await atSession()
  const box = mount(EarlierSessions, { props: { row: row({ ordinal }), categories: [{ id: 'pay', name: '支付' }] }, global: { plugins: [i18n, router] } })
  await flushPromises()
  return { box, router, entries: () => box.findAll('[data-testid=earlier-session]') }
}

beforeEach(freshDesk)

// RTE-06, RTE-07.
describe('the earlier sessions of a customer', () => {
  it('tell what each was about, how it ended and who had the customer', async () => {
    answerWith([[/^GET \/sessions\/s1\/earlier/, () => ({ sessions: [one(2, { last: { id: 'a2', name: '赵亮' }, score: 4, register: 'C-1' }), one(1, { may_open: false, owner: null, last: null })], next: '', total: 2 })]])
    const { box, entries } = await shown(3)
    const texts = entries().map((e) => e.text())
    expect(texts[0]).toMatch(/#N2.*C-1.*支付.*张敏 首问 · 赵亮 结束.*4 分/s)
    expect(texts[1]).not.toContain('接待')
    expect(box.text()).toContain('历史会话2')
    expect(box.find('[data-testid=earlier-more]').exists()).toBe(false)
  })

  it('open one in the address, where the session in hand stays, if it may be read', async () => {
    answerWith([[/earlier/, () => ({ sessions: [one(2), one(1, { may_open: false })], next: '', total: 2 })]])
    const { router, entries } = await shown(3)
    expect(entries().map((e) => e.element.tagName)).toEqual(['A', 'DIV'])
    await entries()[0]!.trigger('click')
    await flushPromises()
    expect(router.currentRoute.value.fullPath).toBe('/inbox/mine/s1?look=e2')
    expect(entries()[0]!.attributes('aria-current')).toBe('true')
  })

  it('show the newest five and then page on, and ask again after a failure', async () => {
    let fails = true
    const calls = answerWith([
      [/before=p2/, () => (fails ? refusal(503, 'record_away') : { sessions: [one(1)], next: '', total: 6 })],
      [/earlier/, () => ({ sessions: [6, 5, 4, 3, 2].map((n) => one(n)), next: 'p2', total: 6 })],
    ])
    const { box, entries } = await shown(7)
    expect(entries()).toHaveLength(5)
    await box.find('[data-testid=earlier-more]').trigger('click')
    await flushPromises()
    fails = false
    await box.find('[data-testid=retry]').trigger('click')
    await flushPromises()
    expect(entries().map((e) => e.attributes('data-number'))).toEqual(['N6', 'N5', 'N4', 'N3', 'N2', 'N1'])
    expect(calls[0]!.what).toBe('GET /sessions/s1/earlier?limit=5')
  })

  it('say so where there are none, and look again when the customer is also somebody else', async () => {
    let linked = false
    answerWith([[/earlier/, () => (linked ? { sessions: [one(1, { channel_type: 'telegram' })], next: '', total: 1 } : { sessions: [], next: '', total: 0 })]])
    const { box, entries } = await shown(1)
    expect(box.text()).toContain('没有更早的会话')
    linked = true
    await box.setProps({ turn: 1 })
    await flushPromises()
    expect(entries()).toHaveLength(1)
    expect(box.text()).toMatch(/历史会话1.*Telegram/s)
  })

  it('are gone while they are read again, and what was asked before that is not taken', async () => {
    const [more, anew] = [later(), later()]
    let turned = false
    const calls = answerWith([
      [/before=p2/, () => more.answer],
      [/earlier/, () => (turned ? anew.answer : { sessions: [6, 5, 4, 3, 2].map((n) => one(n)), next: 'p2', total: 6 })],
    ])
    const { box, entries } = await shown(7)
    await box.find('[data-testid=earlier-more]').trigger('click')
    turned = true
    await box.setProps({ turn: 1 })
    expect(entries()).toHaveLength(0)
    more.give({ sessions: [one(1)], next: '', total: 6 })
    await flushPromises()
    expect(entries()).toHaveLength(0)
    // What failed is asked again as it was, and takes the place of everything.
    anew.give(refusal(503, 'record_away'))
    await flushPromises()
    turned = false
    await box.find('[data-testid=retry]').trigger('click')
    await flushPromises()
    expect(entries()).toHaveLength(5)
    expect(calls.map((c) => c.what.split('?')[1])).toEqual(['limit=5', 'limit=20&before=p2', 'limit=5', 'limit=5'])
  })

  it('keep as many as were shown when they are tried again', async () => {
    let fails = false
    const calls = answerWith([
      [/before=p2/, () => ({ sessions: [one(1)], next: '', total: 6 })],
      [/earlier/, () => (fails ? refusal(503, 'record_away') : { sessions: [6, 5, 4, 3, 2].map((n) => one(n)), next: 'p2', total: 6 })],
    ])
    const { box } = await shown(7)
    await box.find('[data-testid=earlier-more]').trigger('click')
    await flushPromises()
    fails = true
    await box.setProps({ turn: 1 })
    await flushPromises()
    await box.find('[data-testid=retry]').trigger('click')
    await flushPromises()
    expect(calls.slice(2).map((c) => c.what.split('?')[1])).toEqual(['limit=6', 'limit=6'])
  })

  it('are not there for a session that may not be seen any more, until it may be', async () => {
    const calls = answerWith([[/earlier/, () => ({ sessions: [one(2), one(1)], next: '', total: 2 })], [/contact/, () => ({ addresses: [], undone: [], may_link: false })]])
    const asked = () => calls.filter((c) => c.what.includes('earlier')).length
    const router = await atSession()
    const box = mount(CustomerPanel, { props: { row: row({ hidden: true, ordinal: 0 }), detail: null }, global: { plugins: [i18n, router] } })
    await flushPromises()
    expect([box.find('[data-testid=earlier-sessions]').exists(), asked()]).toEqual([false, 0])
    await box.setProps({ row: row({ ordinal: 3, version: 2 }) })
    await vi.waitFor(() => expect([box.findAll('[data-testid=earlier-session]').length, asked()]).toEqual([2, 1])) // the eye has rested
  })
})
