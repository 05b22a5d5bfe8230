// The ways from the transcript to the composer, whatever stands in its place.

import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { answerWith, detail, freshDesk, me, message, refusal, row } from './fixtures'
import { i18n } from '@/i18n'
import ThreadPane from '@/inbox/thread/ThreadPane.vue'
import TranscriptView from '@/inbox/thread/TranscriptView.vue'
import { useAccount } from '@/stores/account'
import { useOutbox } from '@/stores/outbox'
import { usePanels } from '@/stores/panels'
import { useRows } from '@/stores/rows'
import { useTranscripts } from '@/stores/transcripts'
import { useUploads } from '@/stores/uploads'

async function pane(o: Parameters<typeof row>[0] = {}) {
  const capabilities = { ...detail().capabilities, edits: true, replies: true }
  const messages = [message(1, { external_id: 'e1' }), message(2, { role: 'agent', purpose: 'reply', author: { id: 'a1', name: '张敏' }, external_id: 'e2', client_id: 'c2', delivery: 'sent', text: '8元' })]
  useRows().put(row({ owner: { id: 'a1', name: '张敏' }, ...o }))
  useTranscripts().opened.set('s1', { status: 'ready', transcript: { version: 5, messages, hasOlder: false }, detail: detail({ capabilities, may_change: true, ...o }), problem: null, loadingOlder: false })
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/inbox/:view?/:session?', name: 'inbox', component: { template: '<i />' } }] })
  const view = mount(ThreadPane, { props: { session: 's1' }, global: { plugins: [i18n, router] } })
  await flushPromises()
  return { view, box: () => view.find<HTMLTextAreaElement>('[data-testid=composer-text]'), transcript: () => view.findComponent(TranscriptView) }
}

// failed leaves a message in the outbox that the server has refused.
async function failed(kind: 'reply' | 'note' = 'reply') {
  answerWith([[/POST .*(replies|notes)/, () => refusal(409, 'not_holder')], [/drafts/, () => ({ drafts: [] })], [/./, () => refusal(503, 'away')]])
  useOutbox().send('s1', kind, '好的', 5, '', undefined, [{ script: 'library.yes@zh-CN/1-aa', gaps: [] }], kind === 'reply' ? 1 : 0)
  await vi.waitFor(() => expect([...useOutbox().entries.values()].map((e) => e.state)).toEqual(['failed']))
}

describe('what leads to the composer', () => {
  beforeEach(() => {
    freshDesk()
    useOutbox().restore('a1')
  })

  it('takes a failed message back from under an open panel', async () => {
    await failed()
    const { view, box } = await pane()
    usePanels().open = 'explain'
    await flushPromises()
    expect(box().exists()).toBe(false)
    await view.get('[data-testid=pending-edit]').trigger('click')
    await flushPromises()
    expect([box().element.value, usePanels().open, useOutbox().entries.size]).toEqual(['好的', null, 0])
    await vi.waitFor(() => expect(view.find('[data-testid=quote-bar]').attributes('data-seq')).toBe('1'))
    view.unmount()
  })

  it('takes back with it what was sent together and waits behind it', async () => {
    answerWith([[/POST .*replies/, () => refusal(422, 'phrase_blocked')], [/drafts/, () => ({ drafts: [] })], [/./, () => refusal(503, 'away')]])
    const { view, box } = await pane()
    const file = (id: string) => ({ id, kind: 'photo' as const, name: id, type: 'image/png', size: 1, width: 1, height: 1 })
    for (const id of ['p1', 'p2']) useUploads().giveBack('s1', file(id))
    await box().setValue('笨蛋，看图')
    await view.get('[data-testid=composer]').trigger('submit')
    await vi.waitFor(() => expect([...useOutbox().entries.values()].map((e) => [e.file?.id, e.state])).toEqual([['p1', 'failed'], ['p2', 'waiting']]))
    await view.get('[data-testid=pending-edit]').trigger('click')
    await flushPromises()
    expect([box().element.value, useUploads().of('s1').map((c) => c.uploaded?.id), useOutbox().entries.size]).toEqual(['笨蛋，看图', ['p1', 'p2'], 0])
    view.unmount()
  })

  it('keeps a failed reply where nobody can write one', async () => {
    await failed()
    const { view } = await pane({ holder: { id: 'b1', name: '赵亮' } })
    expect(view.find('[data-testid=pending-retry]').exists()).toBe(true)
    expect(view.find('[data-testid=pending-edit]').exists()).toBe(false)
    // Also when the session goes between the look and the click.
    const entry = [...useOutbox().entries.values()][0]!
    view.findComponent(TranscriptView).vm.$emit('edit', entry, '')
    await flushPromises()
    expect([...useOutbox().entries.values()]).toEqual([entry])
    view.unmount()
  })

  it('opens the box for a failed note in a session of somebody else', async () => {
    await failed('note')
    const { view, box } = await pane({ holder: { id: 'b1', name: '赵亮' } })
    await view.get('[data-testid=pending-edit]').trigger('click')
    await flushPromises()
    expect([box().element.value, useOutbox().entries.size]).toEqual(['好的', 0])
    view.unmount()
  })

  it('closes a panel for a quote and for a correction', async () => {
    answerWith([[/drafts/, () => ({ drafts: [] })], [/./, () => refusal(503, 'away')]])
    useAccount().me = me()
    const { view, box, transcript } = await pane()
    usePanels().open = 'explain'
    await flushPromises()
    transcript().vm.$emit('quote', 1)
    await flushPromises()
    await vi.waitFor(() => expect(view.find('[data-testid=quote-bar]').exists()).toBe(true))
    usePanels().open = 'explain'
    await flushPromises()
    transcript().vm.$emit('correct', 2, '8元')
    await flushPromises()
    expect(box().element.value).toBe('8元')
    view.unmount()
  })
})
