// Every state of the table in ui.md 1.6, as the row paints it while the clock goes on.

import { mount, RouterLinkStub } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { freshDesk, row } from './fixtures'
import { setWarnings } from '@/clock/countdown'
import { forgetServerTime } from '@/clock/serverTime'
import { i18n } from '@/i18n'
import SessionRow from '@/inbox/list/SessionRow.vue'
import { useOutbox, type Entry } from '@/stores/outbox'
import { useRows } from '@/stores/rows'
import { useStream } from '@/stores/stream'
import { useTroubles } from '@/stores/troubles'
import type { Row } from '@/api/types'

vi.mock('vue-router', async (all) => ({ ...(await all<object>()), useRoute: () => ({ params: {}, query: {} }), useRouter: () => ({}) }))

const MIN = 60_000
const HOUR = 60 * MIN
const start = new Date(2026, 7, 21, 15, 46, 0).getTime()
const at = (day: number, hour: number, minute = 0) => new Date(2026, 7, day, hour, minute).getTime()

let stop: () => void = () => {}

function draw(o: Partial<Row>, view: 'mine' | 'queue' = 'mine') {
  const wrapper = mount(SessionRow, {
    props: { row: row({ opened_at: start, ...o }), view, selected: false, draft: false, gone: false },
    global: { plugins: [i18n], stubs: { RouterLink: RouterLinkStub } },
  })
  stop = () => wrapper.unmount()
  const part = (id: string) => wrapper.find(`[data-testid=${id}]`)
  return { wrapper, part, text: (id = 'countdown') => part(id).text(), look: (id = 'countdown') => part(id).attributes('data-look') }
}

// go lets the page's one ticker paint after so many milliseconds.
async function go(ms: number): Promise<void> {
  vi.setSystemTime(Date.now() + ms - 500)
  vi.advanceTimersByTime(500)
  await nextTick()
}

describe('the chips of a row', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: start })
    forgetServerTime()
    setWarnings([30_000, 10_000])
    freshDesk()
  })
  afterEach(() => {
    stop()
    vi.useRealTimers()
  })

  it('queue: since when a person is wanted', async () => {
    const { text, look } = draw({ phase: 'queued', holder: null, queued_at: start - 23_000, due_at: start + 37_000 }, 'queue')
    expect([text(), look()]).toEqual(['○排队 00:23', 'plenty'])
    await go(10_000)
    expect([text(), look()]).toEqual(['◔排队 00:33', 'half'])
  })

  it('first reply: plenty, half, the last seconds, and over', async () => {
    const { text, look } = draw({ due_at: start + 44_000, due_kind: 'first' })
    const seen = [text() + look()]
    for (const ms of [26_000, 11_000, 14_000]) {
      await go(ms)
      seen.push(text() + look())
    }
    expect(seen).toEqual(['○00:44plenty', '◔00:18half', '◕00:07last', '!!超时 +00:07over'])
  })

  it('next reply: the same, with its word before it', () => {
    expect(draw({ due_at: start + 18_000, due_kind: 'next' }).text()).toBe('◔续 00:18')
  })

  it('takes the thresholds of the department, as the stream tells them', async () => {
    const { look } = draw({ due_at: start + 100_000, due_kind: 'first' })
    expect(look()).toBe('plenty')
    useStream().take({ op: 'targets', warnings_ms: [120_000, 60_000] })
    await go(500)
    expect(look()).toBe('half')
    await go(40_500)
    expect(look()).toBe('last')
    setWarnings([])
    await go(500)
    expect(look()).toBe('plenty')
  })

  it('waits for the customer: how long, and since when on hover and focus', async () => {
    const { text, part, look } = draw({ preview: { role: 'agent', text: 'x', at: start - 192_000 } })
    expect([text(), look()]).toEqual(['等客户 03:12', 'calm'])
    expect(part('countdown').attributes('title')).toBe('今15:42 起等客户，不会自动结束')
    expect(part('countdown').find('[data-more]').attributes('data-more')).toBe('今15:42 起等客户，不会自动结束')
    await go(1000)
    expect(text()).toBe('等客户 03:13')
  })

  it('outside the hours: the time at which the clock goes on, never a countdown through the night', async () => {
    const { text, look } = draw({ due_at: at(22, 9, 1), due_kind: 'first', rests: [{ from: start, to: at(22, 9) }] })
    expect([text(), look()]).toEqual(['休 · 明 09:00 起计', 'calm'])
    await go(at(22, 8, 59) - start)
    expect(text()).toBe('休 · 今09:00 起计')
    await go(MIN)
    expect([text(), look()]).toEqual(['○01:00', 'plenty'])
  })

  it('shortly before the end of the hours: what is left of the working time', async () => {
    const { text } = draw({ due_at: at(24, 9, 0) + 50_000, due_kind: 'first', rests: [{ from: start + 10_000, to: at(24, 9) }] })
    expect(text()).toBe('○01:00')
    await go(10_000)
    expect(text()).toBe('休 · 08/24 09:00 起计')
  })

  it('a queue outside the hours rests as well', () => {
    const { text } = draw({ phase: 'queued', holder: null, queued_at: start, due_at: at(22, 9, 1), rests: [{ from: start, to: at(22, 9) }] }, 'queue')
    expect(text()).toBe('休 · 明 09:00 起计')
  })

  it('sending, and failed: the clock goes on beside it until the network takes the answer', async () => {
    const { text, part, wrapper } = draw({ due_at: start + 44_000, due_kind: 'first', sending: true })
    expect(text('row-sending')).toBe('发送中…')
    await go(5_000)
    expect(text()).toBe('○00:39')
    await wrapper.setProps({ row: row({ due_at: start + 44_000, due_kind: 'first', delivery_trouble: true, version: 2 }) })
    expect(text('row-sending')).toBe('发送失败 重试')
    expect(text()).toBe('○00:39')
    await wrapper.setProps({ row: row({ version: 3 }) })
    expect(part('row-sending').exists()).toBe(false)
  })

  it('says the same of what has not left this browser yet', async () => {
    const { text, part } = draw({ due_at: start + 44_000, due_kind: 'first' })
    const entry: Entry = { client_id: 'c', session: 's1', kind: 'reply', text: 'x', seen_version: 1, at: start, state: 'waiting' }
    useOutbox().entries.set('c', entry)
    await nextTick()
    expect(text('row-sending')).toBe('发送中…')
    useOutbox().entries.set('c', { ...entry, state: 'failed' })
    useOutbox().entries.set('other', { ...entry, client_id: 'other', session: 's2' })
    await nextTick()
    expect(text('row-sending')).toBe('发送失败 重试')
    useOutbox().entries.set('c', { ...entry, kind: 'note' })
    await nextTick()
    expect(part('row-sending').exists()).toBe(false)
  })

  it('a complaint: a second chip that never takes the place of the first', async () => {
    const { text, look } = draw({ due_at: start + 44_000, due_kind: 'next', register: 'C-1', complaint_due_at: start + 2 * HOUR + 14 * MIN })
    expect([text('row-complaint'), look('row-complaint'), text()]).toEqual(['诉 今18:00 余 2h14m', 'calm', '○续 00:44'])
    await go(15 * MIN)
    expect([text('row-complaint'), look('row-complaint')]).toEqual(['诉 今18:00 余 1h59m', 'near'])
    await go(3 * HOUR)
    expect([text('row-complaint'), look('row-complaint')]).toEqual(['诉 超时 +1h01m', 'over'])
  })

  it('a complaint without a deadline keeps its flag', () => {
    const { part } = draw({ register: 'C-1' })
    expect([part('row-complaint').exists(), part('complaint-mark').exists()]).toEqual([false, true])
  })

  it('a promise: the time that the customer was given, and what is left', async () => {
    const { text, look } = draw({ promised_at: start + 12 * MIN })
    expect([text('row-promise'), look('row-promise')]).toEqual(['诺 15:58 余 12:00', 'calm'])
    await go(8 * MIN)
    expect(look('row-promise')).toBe('near')
    await go(5 * MIN)
    expect([text('row-promise'), look('row-promise')]).toEqual(['诺 超时 01:00', 'over'])
  })

  it('are painted by one timer', () => {
    draw({ due_at: start + 44_000, complaint_due_at: start + HOUR, promised_at: start + HOUR })
    expect(vi.getTimerCount()).toBe(1)
  })
})

describe('what is no part of a version', () => {
  beforeEach(freshDesk)

  it("a complaint's deadline comes by itself, and with a row of the same version", () => {
    useRows().put(row({ version: 4 }))
    useStream().take({ op: 'complaint', session: 's1', due_at: 99 })
    expect(useRows().rows.get('s1')?.complaint_due_at).toBe(99)
    useRows().put(row({ version: 3, complaint_due_at: 5 }))
    expect(useRows().rows.get('s1')?.complaint_due_at).toBe(99)
    useRows().put(row({ version: 4, title: 'another', complaint_due_at: 7 }))
    expect(useRows().rows.get('s1')).toMatchObject({ title: '李女士', complaint_due_at: 7 })
    useStream().take({ op: 'complaint', session: 'unknown', due_at: 99 })
    expect(useRows().rows.has('unknown')).toBe(false)
  })

  it('channels in trouble are the list that came last, and none after another welcome', () => {
    useStream().take({ op: 'channels', channels: [{ channel: 'tg', name: '官方', type: 'telegram', alarm: 'failing', since: 5 }] })
    expect(useTroubles().of('tg')?.alarm).toBe('failing')
    expect(useTroubles().of('other')).toBeUndefined()
    useStream().take({ op: 'welcome', epoch: 'e', now: 1, me: { id: 'a1' } as never })
    expect(useTroubles().all).toEqual([])
  })
})
