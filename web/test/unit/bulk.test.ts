// Doing the same to many sessions: what was refused stays picked, and what can be taken back is taken back as a whole.

import { flushPromises, mount } from '@vue/test-utils'
import { nextTick, ref } from 'vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { answerWith, detail, freshDesk, me, refusal, row } from './fixtures'
import BulkBar from '@/bulk/BulkBar.vue'
import texts from '@/bulk/texts/zh-CN'
import { useBulk } from '@/bulk/run'
import { i18n } from '@/i18n'
import { leave } from '@/lib/leaving'
import { useRowKeys } from '@/inbox/list/useRowKeys'
import { useAccount } from '@/stores/account'
import { useInbox } from '@/stores/inbox'
import { useNotices } from '@/stores/notices'
import { usePicks } from '@/stores/picks'
import { usePrefs } from '@/stores/prefs'

const HOLD_MS = 5000 // as long as a close can be taken back, unless the person wants it otherwise
const counts = { mine: 3, queue: 0, all: 0, asked: 0, owed: 0 }

async function list(): Promise<void> {
  freshDesk()
  i18n.global.mergeLocaleMessage('zh-CN', texts)
  useInbox().setPage('mine', ['a', 'b', 'c', 'd'].map((id, i) => row({ id, title: '客户' + id, urgency: i, version: 5, unanswered: 1 })), counts)
  await nextTick()
}

type Sent = { act: string; client_id: string; sessions: { id: string }[] }

// desk carries out what it is told, but for some sessions.
function desk(refuses: Record<string, string> = {}) {
  const sent: Sent[] = []
  answerWith([
    [/POST .bulk/, (body) => {
      const order = body as Sent
      sent.push(order)
      return { results: order.sessions.map(({ id }) => (refuses[id] ? { session: id, ok: false, problem: { code: refuses[id] } } : { session: id, ok: true })) }
    }],
    [/me.stars/, () => ({ stars: [] })],
    [/GET/, () => detail()],
  ])
  return sent
}
const ids = (order: Sent | undefined) => order?.sessions.map((s) => s.id)

describe('picking', () => {
  beforeEach(list)

  it('takes single rows, stretches and all, and forgets what leaves the list or another view', async () => {
    const picks = usePicks()
    picks.toggle('b')
    picks.reach('d')
    expect(picks.picked).toEqual(['b', 'c', 'd'])
    picks.toggle('c')
    expect(picks.picked).toEqual(['b', 'd'])
    useInbox().setPage('mine', [row({ id: 'a' }), row({ id: 'b' })], counts)
    await nextTick()
    expect(picks.picked).toEqual(['b'])
    picks.all()
    expect(picks.picked).toEqual(['a', 'b'])
    picks.all()
    expect([picks.picked, picks.on]).toEqual([[], false])
    picks.boxes = true
    expect(picks.on).toBe(true)
    answerWith([])
    useInbox().openView('queue')
    await nextTick()
    expect(picks.on).toBe(false)
  })

  it('goes by the keyboard alone, also without single letters, and never during a composition', async () => {
    const picks = usePicks()
    const box = document.createElement('div')
    box.innerHTML = '<a data-session="b"></a>'
    const { cursor, onKey } = useRowKeys(() => useInbox().shown, ref(box), () => {}, picks)
    const press = (code: string, o: KeyboardEventInit = {}) => {
      const ev = new KeyboardEvent('keydown', { code, cancelable: true, bubbles: true, ...o })
      Object.defineProperty(ev, 'target', { value: box.firstElementChild })
      onKey(ev)
      return ev.defaultPrevented
    }
    cursor.value = 'b'
    expect(press('KeyX', { isComposing: true })).toBe(false)
    expect([press('KeyX'), picks.picked]).toEqual([true, ['b']])
    expect([press('ArrowDown', { shiftKey: true }), cursor.value, picks.picked]).toEqual([true, 'c', ['b', 'c']])
    expect([press('Space'), picks.picked]).toEqual([true, ['b']])
    cursor.value = 'd'
    expect([press('KeyX', { shiftKey: true }), picks.picked]).toEqual([true, ['b', 'c', 'd']])
    expect([press('KeyA', { shiftKey: true }), picks.picked.length]).toEqual([true, 4])
    expect(press('Space', { ctrlKey: true, isComposing: true })).toBe(false)
  })
})

describe('one order for many', () => {
  beforeEach(async () => {
    vi.useFakeTimers()
    await list()
    return () => vi.useRealTimers()
  })

  it('says per session what was refused, keeps those picked, and takes the rest back as a whole', async () => {
    const sent = desk({ b: 'first_owed' })
    const picks = usePicks()
    picks.only(['a', 'b', 'c'])
    await useBulk().act({ act: 'no_reply' }, picks.picked)
    expect(sent[0]).toMatchObject({ act: 'no_reply', sessions: [{ id: 'a', seen_version: 5 }, { id: 'b', seen_version: 5 }, { id: 'c', seen_version: 5 }] })
    expect([picks.picked, [...useBulk().refused.keys()]]).toEqual([['b'], ['b']])
    const toast = useNotices().toasts.find((t) => t.undo)!
    expect(toast.text).toContain('2')
    toast.undo!()
    await flushPromises()
    expect([sent[1]?.act, ids(sent[1])]).toEqual(['undo_no_reply', ['a', 'c']])
  })

  it.each([{ act: 'take' }, { act: 'tag', tag: '批发' }, { act: 'transfer', transfer: { to_group: 'order', note: '请查' } }] as const)('takes a $act back by its own request, and says which ones could not be', async (order) => {
    const sent = desk()
    const picks = usePicks()
    picks.only(['a', 'b'])
    await useBulk().act(order, picks.picked)
    const toast = useNotices().toasts.find((t) => t.undo)!
    const back = desk({ b: 'undo_answered' })
    toast.undo!()
    await flushPromises()
    expect(back[0]).toMatchObject({ act: 'undo', of: sent[0]!.client_id, sessions: [{ id: 'a' }, { id: 'b' }] })
    expect(useBulk().refused.get('b')).toBe('已回复过客户，无法撤销')
    expect(picks.picked).toEqual(['b'])
    expect(useNotices().toasts.at(-1)!.text).toBe('已撤销 1 个')
  })

  it('asks under the same id again where no answer came, and never otherwise', async () => {
    const sent: Sent[] = []
    answerWith([[/bulk/, (body) => (sent.push(body as Sent), sent.length === 1 ? refusal(503, 'record_away') : { results: (body as Sent).sessions.map(({ id }) => ({ session: id, ok: true })) })]])
    const picks = usePicks()
    picks.only(['a', 'b'])
    await useBulk().act({ act: 'take' }, picks.picked)
    expect([picks.picked, useBulk().error === '']).toEqual([['a', 'b'], false])
    await useBulk().act({ act: 'take' }, [...picks.picked].reverse())
    await useBulk().act({ act: 'take' }, ['a', 'b'])
    expect([sent[0]!.client_id === sent[1]!.client_id, sent[1]!.client_id === sent[2]!.client_id, useBulk().error]).toEqual([true, false, ''])
  })

  it('sends long lists in parts that the server takes', async () => {
    const sent = desk()
    await useBulk().act({ act: 'star' }, Array.from({ length: 150 }, (_, i) => 's' + i))
    expect([sent.map((s) => s.sessions.length), sent[0]!.client_id === sent[1]!.client_id]).toEqual([[100, 50], false])
  })

  it('waits before it closes, so that the whole lot can be taken back', async () => {
    const sent = desk({ c: 'unanswered' })
    const close = { act: 'close' as const, close: { outcome: 'solved', feedback: 'none' as const } }
    const picks = usePicks()
    picks.only(['a', 'c'])
    useBulk().close(close, picks.picked)
    expect(picks.on).toBe(false)
    await vi.advanceTimersByTimeAsync(HOLD_MS - 1)
    useNotices().toasts.find((t) => t.undo)!.undo!()
    await vi.advanceTimersByTimeAsync(HOLD_MS)
    expect([sent.length, picks.picked]).toEqual([0, ['a', 'c']])

    useBulk().close(close, picks.picked)
    await vi.advanceTimersByTimeAsync(HOLD_MS)
    await flushPromises()
    expect([ids(sent[0]), picks.picked]).toEqual([['a', 'c'], ['c']])
    expect(sent[0]!.sessions).toEqual([{ id: 'a', seen_version: 5 }, { id: 'c', seen_version: 5 }]) // as they stood when it was ordered

    useBulk().close(close, ['b']) // who leaves the page has not taken it back
    window.dispatchEvent(new Event('pagehide'))
    await flushPromises()
    expect(ids(sent[1])).toEqual(['b'])

    useBulk().close(close, ['d']) // nor who signs out
    await leave()
    expect(ids(sent[2])).toEqual(['d'])

    useBulk().close(close, ['a']) // but nobody else closes it
    useAccount().me = me({ id: 'a2' })
    await vi.advanceTimersByTimeAsync(HOLD_MS)
    expect(sent.length).toBe(3)
  })

  it('waits as long as the person wants', async () => {
    const sent = desk()
    usePrefs().prefs.closeHold = 0
    useBulk().close({ act: 'close', close: { outcome: 'solved', feedback: 'none' } }, ['a'])
    await flushPromises()
    expect([ids(sent[0]), useNotices().toasts.some((t) => t.undo)]).toEqual([['a'], false])
  })

  it('says what was refused even if the list has moved on', async () => {
    desk({ a: 'promise_open' })
    useBulk().close({ act: 'close', close: { outcome: 'solved', feedback: 'none' } }, ['a'])
    useInbox().setPage('mine', [row({ id: 'z' })], counts)
    await vi.advanceTimersByTimeAsync(HOLD_MS)
    await flushPromises()
    expect(useNotices().toasts.some((t) => t.tone === 'bad' && t.text.includes('客户a'))).toBe(true)
  })
})

describe('the bar', () => {
  beforeEach(list)

  it('offers what fits one of the picked, asks for the words that are needed, and lists refusals by name', async () => {
    const sent = desk({ a: 'no_place' })
    usePicks().only(['a', 'b'])
    const view = mount(BulkBar, { global: { plugins: [i18n] }, attachTo: document.body })
    const offered = () => view.findAll('.acts button').map((b) => b.attributes('data-testid'))
    expect(offered()).toEqual(['bulk-no_reply', 'bulk-star', 'bulk-transfer', 'bulk-close', 'bulk-tag'])
    await view.get('[data-testid=bulk-tag]').trigger('click')
    await view.get('form').trigger('submit')
    expect(sent.length).toBe(0)
    await view.get('[data-testid=bulk-tag-text]').setValue('批发')
    await view.get('form').trigger('submit')
    await flushPromises()
    expect(sent[0]).toMatchObject({ act: 'tag', tag: '批发' })
    expect(view.get('[data-testid=bulk-refused]').text()).toContain('客户a')
    await view.get('[data-testid=bulk-bar]').trigger('keydown', { key: 'Escape' })
    expect([usePicks().on, view.emitted('leave')?.length]).toEqual([false, 1])
    view.unmount()
  })

  it('offers only stars to who may not serve', async () => {
    useAccount().me = me({ id: 'ida', permissions: ['read_all'] })
    usePicks().only(['a'])
    const view = mount(BulkBar, { global: { plugins: [i18n] } })
    expect(view.findAll('.acts button').map((b) => b.attributes('data-testid'))).toEqual(['bulk-star'])
    view.unmount()
  })
})
