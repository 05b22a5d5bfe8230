// What is being written when a session changes hands: a note stays a note, the focus comes back, and nothing half written is lost.

import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { answerWith, detail, freshDesk, message, refusal, row } from './fixtures'
import { i18n } from '@/i18n'
import AskPanel from '@/inbox/panels/AskPanel.vue'
import ClosePanel from '@/inbox/panels/ClosePanel.vue'
import FindingPanel from '@/inbox/panels/FindingPanel.vue'
import ThreadPane from '@/inbox/thread/ThreadPane.vue'
import type { Detail } from '@/api/types'
import { useNotices } from '@/stores/notices'
import { useOutbox } from '@/stores/outbox'
import { usePanels } from '@/stores/panels'
import { usePrefs } from '@/stores/prefs'
import { useRows } from '@/stores/rows'
import { useTranscripts } from '@/stores/transcripts'

const mine = { holder: { id: 'a1', name: '张敏' } }
const queued = { phase: 'queued' as const, holder: null }

async function pane(o: Parameters<typeof row>[0] = {}, at = '/inbox/mine/s1', stubs = {}) {
  answerWith([[/drafts/, () => ({ drafts: [] })], [/./, () => refusal(503, 'away')]])
  let version = 1
  const stands = async (next: Parameters<typeof row>[0]) => {
    useRows().put(row({ ...next, version: ++version }))
    await flushPromises()
  }
  useRows().put(row(o))
  useTranscripts().opened.set('s1', { status: 'ready', transcript: { version: 5, messages: [message(1), message(2)], hasOlder: false }, detail: detail(o), problem: null, loadingOlder: false })
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/inbox/:view?/:session?', name: 'inbox', component: { template: '<i />' } }] })
  await router.push(at)
  const view = mount(ThreadPane, { props: { session: 's1' }, attachTo: document.body, global: { plugins: [i18n, router], stubs } })
  await flushPromises()
  return { view, router, stands, box: () => view.find<HTMLTextAreaElement>('[data-testid=composer-text]'), mode: () => view.get('[data-testid=composer]').attributes('data-mode') }
}

beforeEach(() => {
  freshDesk()
  useOutbox().restore('a1')
})
afterEach(() => (document.body.innerHTML = ''))

describe('a note that is being written', () => {
  it('stays one when the session is offered and accepted under it', async () => {
    const { view, stands, box, mode } = await pane(queued)
    await view.get('[data-testid=write-note]').trigger('click')
    await box().setValue('他上周也骂过人，小心')
    await stands({ ...mine, offered_until: 9e12 })
    expect(box().exists()).toBe(false)
    await stands(mine)
    expect([mode(), box().element.value]).toEqual(['note', '他上周也骂过人，小心'])
    expect(document.activeElement).toBe(box().element)
    await box().trigger('keydown', { key: 'Enter' })
    expect([...useOutbox().entries.values()].map((e) => e.kind)).toEqual(['note'])
    view.unmount()
  })

  it('stays one when the session is assigned at once, and when it is taken away', async () => {
    const { view, stands, box, mode } = await pane(queued)
    await view.get('[data-testid=write-note]').trigger('click')
    await box().setValue('先查仓库')
    await stands(mine)
    expect([mode(), box().element.value]).toEqual(['note', '先查仓库'])
    await stands({ holder: { id: 'b1', name: '赵亮' } })
    expect([mode(), box().element.value]).toEqual(['note', '先查仓库'])
    view.unmount()
  })

  it('stays one under a panel, and waits as one when the session is opened again, which begins with the answer', async () => {
    const first = await pane(mine)
    await first.view.get('[data-testid=mode-note]').trigger('click')
    await first.box().setValue('内部')
    usePanels().open = 'explain'
    await flushPromises()
    usePanels().open = null
    await flushPromises()
    expect([first.mode(), first.box().element.value]).toEqual(['note', '内部'])
    first.view.unmount()
    const again = await pane(mine)
    expect(again.mode()).toBe('reply')
    await again.box().setValue('您好，')
    await again.view.get('[data-testid=mode-note]').trigger('click')
    expect([again.mode(), again.box().element.value]).toEqual(['note', '内部'])
    again.view.unmount()
    const last = await pane(mine)
    expect([last.mode(), last.box().element.value]).toEqual(['reply', '您好，'])
    last.view.unmount()
  })
})

describe('the focus', () => {
  it('comes back to the box when what had it went with the standing', async () => {
    const { view, stands, box } = await pane(queued)
    view.get<HTMLElement>('[data-testid=take]').element.focus()
    await stands(mine)
    expect(document.activeElement).toBe(box().element)
    view.unmount()
  })

  it('comes to an offer without standing on the button that accepts it', async () => {
    const { view } = await pane({ ...mine, offered_until: 9e12 })
    ;(view.vm as unknown as { focus(): void }).focus()
    expect(document.activeElement).toBe(view.get('[data-testid=offer-bar]').element)
    view.unmount()
  })

  it('stays where somebody works meanwhile', async () => {
    const { view, stands } = await pane(queued)
    const search = document.body.appendChild(document.createElement('input'))
    search.focus()
    await stands(mine)
    expect(document.activeElement).toBe(search)
    view.unmount()
  })
})

describe('an address that names a message', () => {
  it('leads there once, and never back from where one has read on', async () => {
    const led = vi.fn(async (_: number) => {})
    const TranscriptView = { setup: (_: unknown, { expose }: { expose(it: object): void }) => (expose({ scrollToSeq: led }), () => null) }
    const { view, stands, router } = await pane(mine, '/inbox/mine/s1?m=1', { TranscriptView })
    const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    await frame()
    expect(led.mock.calls).toEqual([[1]])
    led.mockClear()
    const opened = useTranscripts().opened
    for (const status of ['ready', 'stale', 'ready'] as const) {
      opened.set('s1', { ...opened.get('s1')!, status })
      await stands(mine)
      await frame()
    }
    expect(led).not.toHaveBeenCalled()
    await router.push('/inbox/mine/s1?m=2')
    await flushPromises()
    await frame()
    expect(led.mock.calls).toEqual([[2]])
    view.unmount()
  })
})

describe('a half-written panel', () => {
  it('is there again after a key, another session or a loss of the right has folded it away', async () => {
    const open = (of: object = {}) => mount(AskPanel, { props: { row: row(of) }, global: { plugins: [i18n] } })
    const first = open()
    await first.get('[data-testid=ask-escalation]').setValue(true)
    await first.get('[data-testid=ask-text]').setValue('客户要求退三倍')
    await first.get('[data-testid=ask-proposal]').setValue('退一倍')
    first.unmount()
    const other = open({ id: 's2' })
    expect(other.get<HTMLTextAreaElement>('[data-testid=ask-text]').element.value).toBe('')
    other.unmount()
    const again = open()
    expect(again.get<HTMLTextAreaElement>('[data-testid=ask-text]').element.value).toBe('客户要求退三倍')
    expect(again.get<HTMLTextAreaElement>('[data-testid=ask-proposal]').element.value).toBe('退一倍')
    again.unmount()
    usePanels().clear() // somebody else signs in
    const theirs = open()
    expect(theirs.get<HTMLTextAreaElement>('[data-testid=ask-text]').element.value).toBe('')
    theirs.unmount()
  })

  it('gives way to what it is begun with, and is over once it was carried out', async () => {
    answerWith([[/verify|finding/, () => ({})], [/./, () => ({})]])
    const open = () => mount(FindingPanel, { props: { row: row() }, global: { plugins: [i18n] } })
    const text = (view: ReturnType<typeof open>) => view.get<HTMLTextAreaElement>('[data-testid=finding-text]')
    const first = open()
    await text(first).setValue('线路断了')
    first.unmount()
    usePanels().begin = { text: '别的' }
    const led = open()
    expect(text(led).element.value).toBe('')
    led.unmount()
    usePanels().begin = {}
    const again = open()
    expect(text(again).element.value).toBe('线路断了')
    await again.get('form').trigger('submit')
    await flushPromises()
    again.unmount()
    const fresh = open()
    expect(text(fresh).element.value).toBe('')
    fresh.unmount()
  })
})

describe('a panel that closes a session', () => {
  it('closes the one that it was opened for, whatever is in front of it by then', async () => {
    const calls = answerWith([[/POST/, () => ({})], [/./, () => ({})]])
    Object.assign(usePrefs().prefs, { closeHold: 0 }) // where a close can be held back for a moment, it is not
    const one = detail({ outcomes: [{ id: 'solved', names: {} }] as unknown as Detail['outcomes'] })
    const panel = mount(ClosePanel, { props: { row: row({ outcome: 'solved', title: '李女士' }), detail: one }, global: { plugins: [i18n] } })
    await panel.setProps({ row: row({ id: 's2', outcome: 'solved', title: '王先生' }) })
    await panel.get('form').trigger('submit')
    await flushPromises()
    expect(calls.filter((c) => c.what.startsWith('POST')).map((c) => c.what)).toEqual(['POST /sessions/s1/close'])
    expect(useNotices().toasts.map((t) => t.text)).toEqual([expect.stringContaining('李女士')])
    panel.unmount()
  })
})

