// Correcting and taking back one's own replies: what is offered, where it shows, and what leaves.

import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { answerWith, detail, freshDesk, message, row } from './fixtures'
import { addTexts, i18n } from '@/i18n'
import ComposerBox from '@/inbox/composer/ComposerBox.vue'
import ChangeButtons from '@/inbox/thread/ChangeButtons.vue'
import { bearingsOf } from '@/inbox/thread/about'
import { offersOf, saysNow } from '@/inbox/thread/changes'
import { timeline } from '@/inbox/thread/timeline'
import { changeTexts } from '@/inbox/thread/changeTexts'
import type { Composer } from '@/inbox/thread/useToComposer'
import { dispatch } from '@/keys/bus'
import { useOutbox } from '@/stores/outbox'
import { useRows } from '@/stores/rows'
import { useTranscripts } from '@/stores/transcripts'
import { useUploads } from '@/stores/uploads'

const mine = (seq: number, o = {}) => message(seq, { role: 'agent', purpose: 'reply', author: { id: 'a1', name: '张敏' }, client_id: 'c' + seq, external_id: 'x' + seq, delivery: 'sent', ...o })
const edited = (seq: number, of: number, o = {}) => mine(seq, { purpose: 'edited', kind: 'edit', external_id: '', reply_to_seq: of, ...o })
const recalled = (seq: number, of: number, o = {}) => edited(seq, of, { purpose: 'recalled', kind: 'delete', text: '', ...o })
const able = (o = {}, more = {}) => detail({ may_change: true, capabilities: { ...detail().capabilities, edits: true, recalls: true, recall_within_ms: 10_000, ...o }, ...more })

describe('what is offered', () => {
  const offer = (messages = [mine(1)], d = able(), now = 2000) => offersOf(messages, 'a1', d, now).get(messages[0]!.seq)
  it('is nothing of what others said, and of notes', () => {
    expect(offer([mine(1, { author: { id: 'b', name: 'B' } })])).toBeUndefined()
    expect(offer([mine(1, { purpose: 'closing' })])).toBeUndefined()
    expect(offer([mine(1), recalled(2, 1)])).toBeUndefined()
  })
  it('says why not', () => {
    expect(offer()).toEqual({ edit: '', recall: '' })
    expect(offer([mine(1), recalled(2, 1, { delivery: 'failed' })])).toEqual({ edit: '', recall: '' })
    expect(offer([mine(1)], able(), 20_000)).toEqual({ edit: '', recall: 'too_old' })
    expect(offer([mine(1)], able({ edits: false, recalls: false }))).toEqual({ edit: 'no_edits', recall: 'no_recalls' })
    expect(offer([mine(1)], able({}, { may_change: false }))).toEqual({ edit: 'change_off', recall: 'change_off' })
    expect(offer([mine(1)], able({}, { fixed: 1 }))).toEqual({ edit: 'closed_since', recall: 'closed_since' })
    expect(offer([mine(1, { delivery: 'unconfirmed' })])).toEqual({ edit: 'not_sent', recall: 'not_sent' })
    expect(offer([mine(1, { external_id: '' })])).toEqual({ edit: 'not_sent', recall: 'not_sent' })
    expect(offer([mine(1, { external_id: '' })], able({ knows_ours: true }))).toEqual({ edit: '', recall: '' })
    expect(offer([mine(1), mine(2, { client_id: '' })])).toEqual({ edit: 'split', recall: '' })
  })
})

describe('where it shows', () => {
  it('stands at the reply, and is no answer', () => {
    const messages = [message(1), mine(2), message(3), edited(4, 2, { text: 'better' }), recalled(5, 2)]
    const b = bearingsOf(messages)
    expect(b.fate(2)).toMatchObject({ editedBy: 4, takenBackAt: 5000 })
    expect(b.absorbed(messages[4]!)).toBe(true)
    expect(saysNow(messages, messages[1]!)).toBe('better')
    const items = timeline(messages, [], true)
    expect(items.at(-1)).toMatchObject({ type: 'waiting' })
  })
  it('is a line of its own while the network has not done it', () => {
    const messages = [mine(2), recalled(5, 2, { delivery: 'failed' }), edited(6, 2, { delivery: 'failed' })]
    const b = bearingsOf(messages)
    expect(b.absorbed(messages[1]!)).toBe(false)
    expect(b.fate(2)).toMatchObject({ editedBy: 0, takenBackAt: 0 })
    expect(b.target(messages[1]!)?.seq).toBe(2)
  })
})

describe('what is done', () => {
  beforeEach(freshDesk)
  it('asks once before it takes back', async () => {
    const view = mount(ChangeButtons, { props: { offer: { edit: 'split', recall: '' } }, global: { plugins: [i18n] } })
    await view.get('[data-testid=correct]').trigger('click')
    expect(view.emitted('correct')).toBeUndefined()
    expect(view.get('[data-testid=correct]').attributes('aria-disabled')).toBe('true')
    await view.get('[data-testid=recall]').trigger('click')
    expect(view.emitted('recall')).toBeUndefined()
    await view.get('[data-testid=recall]').trigger('click')
    expect(view.emitted('recall')).toHaveLength(1)
  })
  it('sends the correction, and gives the draft back', async () => {
    const calls = answerWith([[/POST .*\/edit/, () => ({ seq: 9, version: 9 })], [/check/, () => ({ findings: [] })]])
    useRows().rows.set('s1', row({ owner: { id: 'a1', name: '张敏' } }))
    const view = mount(ComposerBox, { props: { session: 's1', noteOnly: false, maxText: 0, byHand: false, quoting: { replies: false, accept_on_commit: false } }, global: { plugins: [i18n] } })
    const box = view.get<HTMLTextAreaElement>('[data-testid=composer-text]')
    await box.trigger('keydown', { key: 'ArrowUp' })
    expect(view.emitted('last')).toHaveLength(1)
    await box.setValue('begun')
    await box.trigger('keydown', { key: 'ArrowUp' })
    expect(view.emitted('last')).toHaveLength(1)
    ;(view.vm as unknown as { correct(seq: number, says: string): void }).correct(4, '8元')
    await flushPromises()
    expect(box.element.value).toBe('8元')
    await vi.waitFor(() => expect(view.find('[data-testid=fixing]').exists()).toBe(true))
    await box.trigger('keydown', { key: 'Enter' })
    expect(calls.filter((c) => c.what.includes('/edit'))).toHaveLength(0) // it says so already
    await box.setValue('6元')
    await box.trigger('keydown', { key: 'Enter' })
    await flushPromises()
    expect(calls.find((c) => c.what.startsWith('POST /sessions/s1/messages/4/edit'))?.body).toMatchObject({ text: '6元' })
    expect(box.element.value).toBe('begun')
    expect(view.find('[data-testid=fixing]').exists()).toBe(false)
    expect([...useOutbox().entries.values()][0]).toMatchObject({ edits: 4 })
  })
  it('keeps a correction that was begun over every way out of the box, until it is thrown away twice', async () => {
    answerWith([[/check/, () => ({ findings: [] })], [/drafts/, () => ({ drafts: [] })]])
    useRows().rows.set('s1', row({ owner: { id: 'a1', name: '张敏' } }))
    const open = () => {
      const view = mount(ComposerBox, { props: { session: 's1', noteOnly: false, maxText: 0, byHand: false, quoting: { replies: true, accept_on_commit: false } }, global: { plugins: [i18n] } })
      const [box, does] = [view.get<HTMLTextAreaElement>('[data-testid=composer-text]'), view.vm as unknown as Composer]
      return { view, box, does, stands: () => box.element.value }
    }
    const first = open()
    await first.box.setValue('begun')
    first.does.correct(4, '8元')
    await flushPromises()
    await first.box.setValue('6元')
    first.view.unmount() // another session, or a panel
    const { view, box, does, stands } = open()
    expect(stands()).toBe('6元')
    dispatch('note')
    await flushPromises()
    expect(stands()).toBe('')
    dispatch('note')
    await flushPromises()
    expect(stands()).toBe('6元')
    does.answering(1) // an answer goes before it, and it is there when one corrects again
    await flushPromises()
    expect(stands()).toBe('begun')
    does.correct(4, '8元')
    await flushPromises()
    expect(stands()).toBe('6元')
    expect([dispatch('escape'), stands()]).toEqual([true, '6元'])
    await box.setValue('7元') // whoever goes on is asked again
    dispatch('escape')
    await flushPromises()
    await vi.waitFor(() => expect(view.get('[data-testid=fixing]').text()).toContain(i18n.global.t('change.stop')))
    dispatch('escape')
    await flushPromises()
    expect([stands(), view.find('[data-testid=fixing]').exists()]).toEqual(['begun', false])
    view.unmount()
    const last = open()
    expect(last.stands()).toBe('begun')
    last.does.correct(4, '8元') // nothing was changed: nothing is asked
    dispatch('escape')
    await flushPromises()
    expect(last.stands()).toBe('begun')
    last.view.unmount()
  })
  it('takes no file meanwhile: it would wait out of sight', async () => {
    answerWith([[/check/, () => ({ findings: [] })], [/drafts/, () => ({ drafts: [] })]])
    await addTexts(changeTexts)
    useRows().rows.set('s1', row({ owner: { id: 'a1', name: '张敏' } }))
    useTranscripts().opened.set('s1', { status: 'ready', transcript: { version: 1, messages: [], hasOlder: false }, detail: detail({ capabilities: { ...detail().capabilities, max_file: 1 << 20 } }), problem: null, loadingOlder: false })
    const view = mount(ComposerBox, { props: { session: 's1', noteOnly: false, maxText: 0, byHand: false, quoting: { replies: false, accept_on_commit: false } }, global: { plugins: [i18n] } })
    const does = view.vm as unknown as Composer
    expect(does.closed).toBe('')
    does.correct(4, '8元')
    await flushPromises()
    expect(does.closed).toBe(i18n.global.t('change.noFiles'))
    does.attach([new File(['x'], 'x.png')])
    expect(useUploads().of('s1')).toEqual([])
    view.unmount()
  })
})
