// Closing a session: what is proposed, what is posted, and the moment in which it can be taken back (ui.md 1.6.2).

import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { answerWith, detail, freshDesk, me, message, refusal, row } from './fixtures'
import { whole, type Matter } from '@/api/matter'
import type { Detail, Row } from '@/api/types'
import { doubtOf } from '@/closing/doubt'
import closingWords from '@/closing/texts/zh-CN'
import { i18n } from '@/i18n'
import ClosePanel from '@/inbox/panels/ClosePanel.vue'
import { dispatch } from '@/keys/bus'
import { leave } from '@/lib/leaving'
import { useAccount } from '@/stores/account'
import { useHolds } from '@/stores/holds'
import { useMatters } from '@/stores/matters'
import { useNotices } from '@/stores/notices'
import { usePanels } from '@/stores/panels'
import { usePrefs } from '@/stores/prefs'
import { useRows } from '@/stores/rows'
import { useTranscripts } from '@/stores/transcripts'

const PAY = [{ id: 'pay', name: '支付' }]
const OUTCOMES = ['solved', 'to_complaint', 'no_response'].map((id) => ({ id, name: id }))
const ask = (o: object = {}) => ({ n: 1, kind: 'consult' as const, by: 'a1', at: 1, to: 'b1', ...o })

type Sent = Record<string, unknown>

// open gives the panel of a session with seven messages, and what the server was told of closes.
async function open(r: Partial<Row> = {}, d: Partial<Detail> | null = {}, answer: (body: unknown) => unknown = () => ({ seq: 8, version: 8 })) {
  const sent: Sent[] = []
  const calls = answerWith([[/POST .*close/, (body) => (sent.push(body as Sent), answer(body))], [/matters/, () => ({ ...useMatters().choices, categories: PAY })], [/GET/, () => detail()]])
  const one = row({ version: 7, category: 'pay', ...r })
  const known = d && detail({ outcomes: OUTCOMES, categories: PAY, ...d, matter: whole({ next_step: 'fed_back', ...d.matter }) })
  useRows().put(one)
  useTranscripts().opened.set('s1', { status: 'ready', transcript: { version: 7, messages: [message(6), message(7, { role: 'agent' })], hasOlder: false }, detail: known, problem: null, loadingOlder: false })
  usePanels().open = 'close'
  const view = mount(ClosePanel, { props: { row: useRows().rows.get('s1')!, detail: known }, global: { plugins: [i18n] }, attachTo: document.body })
  await flushPromises()
  const get = (id: string) => view.find<HTMLInputElement>(`[data-testid=${id}]`)
  return { view, sent, calls, get, chosen: () => OUTCOMES.find((o) => get('outcome-' + o.id).element.checked)?.id ?? '', focus: () => document.activeElement?.getAttribute('data-testid') }
}

const toasts = () => useNotices().toasts.map((t) => t.text)

beforeEach(() => {
  vi.useFakeTimers()
  document.body.innerHTML = ''
  freshDesk()
  i18n.global.mergeLocaleMessage('zh-CN', closingWords)
  useHolds()
  return () => vi.useRealTimers()
})

describe('what is proposed', () => {
  it('is solved where nothing speaks against it, with the focus on what closes', async () => {
    const p = await open()
    expect([p.chosen(), p.focus(), p.get('close-ready').exists()]).toEqual(['solved', 'close-submit', true])
    p.view.unmount()
  })

  const cases: [string, Partial<Row>, Partial<Matter>][] = [
    ['unanswered', { unanswered: 1 }, {}],
    ['trouble', { delivery_trouble: true }, {}],
    ['question', {}, { asks: [ask()] }],
    ['question', {}, { asks: [ask({ kind: 'department', duties: true, answered_at: 5 })] }],
    ['promise', {}, { promises: [{ n: 1, by: 'a1', at: 1, until: 2 }] }],
    ['complaint', { register: 'TS-1' }, {}],
  ]
  it.each(cases)('is nothing, with the reason, while there is: %s', async (doubt, r, m) => {
    const p = await open(r, { matter: whole(m) })
    expect([p.chosen(), p.get('close-doubt').attributes('data-doubt'), p.focus()]).toEqual(['', doubt, 'outcome-solved'])
    await p.get('close-submit').trigger('submit')
    await vi.advanceTimersByTimeAsync(6000)
    expect([p.sent.length, p.get('close-missing-outcome').exists()]).toEqual([0, true])
    p.view.unmount()
  })

  it('is what stands in the record already, and solved again once the complaint is closed', async () => {
    const p = await open({ outcome: 'to_complaint', register: 'TS-1' })
    expect(p.chosen()).toBe('to_complaint')
    p.view.unmount()
    const entry = (closed_at: number) => ({ closed_at }) as never
    expect([doubtOf(row({ register: 'TS-1' }), whole(null), [entry(5)]), doubtOf(row({ register: 'TS-1' }), whole(null), [entry(5), entry(0)])]).toEqual(['', 'complaint'])
  })

  it('leads to the first thing that is missing', async () => {
    const category = await open({ category: '' })
    expect([category.chosen(), category.focus()]).toEqual(['solved', 'close-category'])
    category.view.unmount()
    useMatters().choices = { ...useMatters().choices, steps: true }
    const step = await open({ version: 8 }, { matter: whole({ next_step: 'verified' }) })
    expect([step.focus(), step.get('close-lacking').attributes('data-lacks')]).toEqual(['close-go', 'step_verified'])
    step.view.unmount()
  })
})

describe('a close', () => {
  it('waits five seconds, then says how it ended and what was read', async () => {
    const p = await open()
    await p.view.trigger('submit')
    expect([usePanels().open, useHolds().held.has('s1'), useNotices().toasts.at(-1)?.lasts]).toEqual([null, true, 5000])
    await vi.advanceTimersByTimeAsync(4999)
    expect(p.sent).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(p.sent).toEqual([{ client_id: expect.any(String), outcome: 'solved', category: 'pay', feedback: 'none', seen_seq: 7 }])
    await flushPromises()
    expect([toasts(), useHolds().held.size]).toEqual([['已结束：李女士'], 0])
    p.view.unmount()
  })

  it('goes at once for who wants no wait, and when the page or the desk is left', async () => {
    usePrefs().prefs.closeHold = 0
    const now = await open()
    await now.view.trigger('submit')
    await flushPromises()
    expect([now.sent.length, usePanels().open]).toEqual([1, null])
    now.view.unmount()

    usePrefs().prefs.closeHold = 10
    const alive = vi.fn()
    for (const [i, go] of [() => leave(true), () => leave()].entries()) {
      const p = await open({ version: 8 + i })
      const plain = globalThis.fetch
      vi.stubGlobal('fetch', (url: string, init: RequestInit) => (alive(init.keepalive), plain(url, init)))
      await p.view.trigger('submit')
      await go()
      expect([p.sent.length, alive.mock.lastCall]).toEqual([1, [i === 0]])
      p.view.unmount()
    }
  })

  it('is taken back by the key, by the button, and not by the undo of what one types', async () => {
    const p = await open()
    await p.get('closing-text').setValue('祝您愉快')
    await p.view.trigger('submit')
    const box = document.createElement('textarea')
    document.body.append(box)
    box.focus()
    box.dispatchEvent(new Event('input', { bubbles: true }))
    expect(dispatch('undo')).toBe(false)
    box.blur()
    expect([dispatch('undo'), dispatch('undo')]).toEqual([true, false])
    await vi.advanceTimersByTimeAsync(6000)
    expect([p.sent.length, toasts()]).toEqual([0, ['没有结束：李女士']])
    p.view.unmount()

    const again = await open()
    expect(again.get('closing-text').element.value).toBe('祝您愉快') // what was written is not lost
    await again.view.trigger('submit')
    useNotices().toasts.at(-1)!.undo!()
    await vi.advanceTimersByTimeAsync(6000)
    expect(again.sent.length).toBe(0)
    again.view.unmount()
  })

  it('is called off by a message of the customer, and by a colleague who takes the session', async () => {
    for (const [i, [change, words]] of ([[{ unanswered: 1, preview: { role: 'customer', text: '等等', at: 9 } }, '又来信了'], [{ holder: { id: 'b1', name: '赵亮' } }, '他人接手']] as [Partial<Row>, string][]).entries()) {
      const p = await open({ version: 10 * (i + 1) })
      await p.view.trigger('submit')
      useRows().put(row({ version: 10 * (i + 1) + 1, category: 'pay', ...change }))
      await vi.advanceTimersByTimeAsync(6000)
      expect([p.sent.length, useHolds().held.size, toasts().some((t) => t.includes(words))]).toEqual([0, 0, true])
      p.view.unmount()
    }
  })

  it('is not ordered twice where a colleague was faster', async () => {
    const p = await open()
    await p.view.trigger('submit')
    useRows().put(row({ version: 8, category: 'pay', phase: 'closed', holder: null }))
    await vi.advanceTimersByTimeAsync(6000)
    expect([p.sent.length, useHolds().held.size, toasts()]).toEqual([0, 0, ['已结束：李女士']])
    p.view.unmount()
  })

  it('stays open where the server knows of a message that the stream has not told yet', async () => {
    const p = await open({}, {}, () => refusal(409, 'customer_wrote'))
    await p.view.trigger('submit')
    await vi.advanceTimersByTimeAsync(5000)
    await flushPromises()
    expect([p.sent.length, toasts().some((t) => t.includes('又来信了')), usePanels().open]).toEqual([1, true, null])
    p.view.unmount()
  })

  it('comes back with the reason where it is refused: in the panel, or by name for who has gone on', async () => {
    useTranscripts().current = 's1'
    const p = await open({}, {}, () => refusal(409, 'promise_open'))
    await p.view.trigger('submit')
    await vi.advanceTimersByTimeAsync(5000)
    await flushPromises()
    expect(usePanels().open).toBe('close')
    p.view.unmount()
    const back = await open({}, {}, () => refusal(409, 'not_holder'))
    expect([back.get('panel-error').text() !== '', back.chosen()]).toEqual([true, 'solved'])
    await back.view.trigger('submit')
    await flushPromises()
    back.view.unmount()

    useTranscripts().current = 's2'
    freshDesk()
    useTranscripts().current = 's2'
    const gone = await open({}, {}, () => refusal(409, 'not_holder'))
    await gone.view.trigger('submit')
    await vi.advanceTimersByTimeAsync(5000)
    await flushPromises()
    expect(useNotices().toasts.at(-1)).toMatchObject({ tone: 'bad', session: 's1' })
    gone.view.unmount()
  })

  it('is asked under the same id again where no answer came', async () => {
    let n = 0
    const p = await open({}, {}, () => (n++ ? { seq: 8, version: 8 } : refusal(503, 'record_away')))
    await p.view.trigger('submit')
    await vi.advanceTimersByTimeAsync(5000)
    await flushPromises()
    const again = mount(ClosePanel, { props: p.view.props() as never, global: { plugins: [i18n] } })
    await again.trigger('submit')
    await vi.advanceTimersByTimeAsync(5000)
    expect([p.sent.length, p.sent[0]?.client_id === p.sent[1]?.client_id]).toEqual([2, true])
    p.view.unmount()
    again.unmount()
  })

  it('is nobody’s order once somebody else sits here', async () => {
    const p = await open()
    await p.view.trigger('submit')
    useAccount().me = me({ id: 'a2' })
    await vi.advanceTimersByTimeAsync(6000)
    expect(p.sent.length).toBe(0)
    p.view.unmount()
  })

  it('hears no key of an input method', async () => {
    const p = await open()
    for (const o of [{ isComposing: true }, { keyCode: 229 }]) await p.get('closing-text').trigger('keydown', { key: 'Enter', ctrlKey: true, ...o })
    expect(useHolds().held.size).toBe(0)
    await p.get('closing-text').trigger('keydown', { key: 'Enter', ctrlKey: true })
    expect(useHolds().held.size).toBe(1)
    p.view.unmount()
  })

  it('that is going to be refused is not held, but told where one is', async () => {
    const p = await open({ unanswered: 1, outcome: 'solved' }, {}, () => refusal(409, 'unanswered'))
    await p.view.trigger('submit')
    await flushPromises()
    expect([p.sent.length, usePanels().open, p.get('panel-error').exists()]).toEqual([1, 'close', true])
    p.view.unmount()
  })
})

describe('demanded fields never make closing impossible (A16)', () => {
  it('takes the list of the desk where the session brings none, and words where there is none at all', async () => {
    useMatters().choices = { ...useMatters().choices, categories: PAY.map((c) => ({ ...c, group: '', speciality: '', flow: '' })) }
    const listed = await open({ category: '' }, { categories: [] })
    expect(listed.get('close-category').element.tagName).toBe('SELECT')
    listed.view.unmount()

    useMatters().choices = { ...useMatters().choices, categories: [] }
    const free = await open({ version: 8, category: '' }, { categories: [] })
    expect([free.get('close-category').element.tagName, free.focus()]).toEqual(['INPUT', 'close-submit'])
    await free.get('close-category').setValue('支付失败')
    await free.view.trigger('submit')
    await vi.advanceTimersByTimeAsync(5000)
    expect(free.sent[0]).toMatchObject({ outcome: 'solved', category: '支付失败' })
    free.view.unmount()
  })

  it('asks for words where the server demands some, and finds the list again that it knows', async () => {
    usePrefs().prefs.closeHold = 0
    const codes = ['no_category', 'category']
    const p = await open({ category: '' }, { categories: [] }, () => refusal(422, codes.shift()!))
    await p.view.trigger('submit')
    await flushPromises()
    await vi.waitFor(() => expect(p.get('close-category').element.tagName).toBe('SELECT'))
    await p.view.trigger('submit')
    expect([p.sent.length, p.get('close-missing-category').exists()]).toEqual([1, true])
    await p.get('close-category').setValue('pay')
    await p.view.trigger('submit')
    expect(p.sent[1]).toMatchObject({ category: 'pay' })
    p.view.unmount()
  })

  it('closes without the session’s details too, with the unified closing', async () => {
    const p = await open({}, null)
    expect([p.get('close-no-detail').exists(), p.focus()]).toEqual([true, 'outcome-solved'])
    await p.get('outcome-solved').setValue(true)
    await p.view.trigger('submit')
    await vi.advanceTimersByTimeAsync(5000)
    expect(p.sent[0]).toEqual({ client_id: expect.any(String), outcome: 'solved', category: 'pay', feedback: 'none', seen_seq: 7 })
    p.view.unmount()
  })
})

it('looks again before it calls a close hopeless: right after a reply the screen is a moment behind', async () => {
  const p = await open({ unanswered: 1, outcome: 'solved' })
  answerWith([[/POST .*close/, (body) => (p.sent.push(body as Sent), {})], [/GET .*sessions.s1$/, () => detail({ ...row({ version: 9, category: 'pay', outcome: 'solved' }), outcomes: OUTCOMES, categories: PAY })]])
  const stop = useRows().onChange((_, after) => void p.view.setProps({ row: after }))
  await p.view.trigger('submit')
  await flushPromises()
  stop()
  expect([p.sent.length, useHolds().held.has('s1')]).toEqual([0, true])
  p.view.unmount()
})

it('proposes as soon as nothing speaks against it any more, and takes a proposal back, but never a choice', async () => {
  const p = await open({ unanswered: 1 })
  const row_ = (o: object) => p.view.setProps({ row: row({ version: 9, category: 'pay', ...o }) })
  await row_({})
  expect(p.chosen()).toBe('solved')
  await row_({ unanswered: 1 })
  expect(p.chosen()).toBe('')
  await p.get('outcome-no_response').setValue(true)
  await row_({})
  await row_({ unanswered: 1 })
  expect(p.chosen()).toBe('no_response')
  p.view.unmount()
})
