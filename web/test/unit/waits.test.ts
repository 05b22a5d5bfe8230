import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { addTexts, i18n } from '@/i18n'
import TranscriptView from '@/inbox/thread/TranscriptView.vue'
import { markTexts } from '@/marks'
import MarkedTranscript from '@/marks/MarkedTranscript.vue'
import WaitGap from '@/marks/WaitGap.vue'
import { RUNNING, waitsBy } from '@/marks/waits'
import type { Mark } from '@/api/types'
import { answerWith, freshDesk, message, row } from './fixtures'

const mark = (o: Partial<Mark> = {}): Mark => ({ rule: 'T1', version: 'v', criterion: 'timely', sure: 'fact', what: 'turn_late', seq: 1, agent: 'a1', ms: 67_000, target_ms: 60_000, reply: 2, end: 'answered', ...o })

describe('how long the customer waited', () => {
  beforeEach(async () => {
    freshDesk()
    i18n.global.locale.value = 'zh-CN'
    await addTexts(markTexts)
  })
  afterEach(() => vi.useRealTimers())

  // By the clock of the messages it was four minutes; the measure says 67 seconds, because the desk was closed meanwhile.
  const messages = [message(1, { at: 1000 }), message(2, { at: 241_000, role: 'agent', delivery: 'sent', author: { id: 'a1', name: '张敏' } })]
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: { template: '<i />' } }] })
  const gaps = (page: { findAll(of: string): { text(): string }[] }) => page.findAll('[data-testid=wait-gap]').map((g) => g.text())

  it('is said to who serves and to who looks on in the same words, by the measure of the server', async () => {
    answerWith([[/GET .sessions.s1.waits/, () => ({ waits: [mark()] })]])
    const looks = mount(MarkedTranscript, { props: { session: 's1', messages, marks: [mark(), mark({ rule: 'T2', what: 'turn', seq: 9, reply: 10, ms: 5000 })], customer: '李女士' }, global: { plugins: [i18n, router] } })
    const serves = mount(TranscriptView, {
      props: { row: row(), transcript: { version: 1, messages, hasOlder: false } as never, loadingOlder: false, mayResolve: false, marked: new Set<number>(), quoting: null }, global: { plugins: [i18n, router] },
    })
    await vi.waitFor(() => expect(gaps(serves)).toHaveLength(1), 4000)
    expect(gaps(serves)).toEqual(['首响 67.0 秒，目标 60 秒，超时 7.0 秒'])
    expect(gaps(looks)).toEqual(gaps(serves))
    looks.unmount()
    serves.unmount()
  })

  it('goes on by the deadline of the server while the customer waits', async () => {
    vi.useFakeTimers({ now: 100_000 })
    const waits = mount(WaitGap, { props: { row: row({ due_at: 150_000, waiting_since: 90_000, due_kind: 'first' }), mark: mark({ what: 'turn_waiting', end: 'running', reply: 0 }) }, global: { plugins: [i18n] } })
    expect(waits.text()).toBe('首响等待中 10 秒，目标 60 秒')
    vi.setSystemTime(157_000)
    vi.advanceTimersByTime(1000)
    expect(waits.text()).toBe('首响等待中 68 秒，目标 60 秒，超时 8 秒')
    waits.unmount()
    const closed = mount(WaitGap, { props: { row: row({ due_at: 158_000 + 9 * 3600_000, waiting_since: 90_000, due_kind: 'next' }), mark: mark({ rule: 'T2', what: 'turn_waiting', end: 'running', target_ms: 90_000, reply: 0 }) }, global: { plugins: [i18n] } })
    expect(closed.text()).toBe('续响等待中 0 秒，目标 90 秒')
    closed.unmount()
  })

  it('knows the waits by what answered, and the one that goes on', () => {
    const all = waitsBy([mark(), mark({ rule: 'T2', seq: 3, reply: 5 }), mark({ rule: 'T4', seq: 5, reply: 6 }), mark({ rule: 'T2', seq: 7, reply: 0, end: 'running' }), mark({ rule: 'T2', seq: 6, reply: 0, end: 'unanswered' })])
    expect([...all.keys()].sort()).toEqual([RUNNING, 2, 5])
  })
})
