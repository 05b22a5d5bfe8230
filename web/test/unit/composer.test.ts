import { mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { answerWith, detail, freshDesk, refusal, row } from './fixtures'
import { i18n } from '@/i18n'
import ComposerBox from '@/inbox/composer/ComposerBox.vue'
import { greets } from '@/inbox/composer/greeting'
import { useOutbox } from '@/stores/outbox'
import { useRows } from '@/stores/rows'
import { useStream } from '@/stores/stream'
import { useTranscripts } from '@/stores/transcripts'

const GREETING = '您好，我是张敏。'

function open(session = 's1', o: { noteOnly?: boolean; owner?: boolean; maxText?: number } = {}) {
  useRows().put(row({ id: session, version: 5, owner: o.owner ? { id: 'a1', name: '张敏' } : null }))
  const transcript = { version: 5, messages: [], hasOlder: false }
  useTranscripts().opened.set(session, { status: 'ready', transcript, detail: detail({ greeting_script: GREETING }), problem: null, loadingOlder: false })
  const box = mount(ComposerBox, { props: { session, noteOnly: o.noteOnly ?? false, maxText: o.maxText ?? 0, byHand: false, quoting: { replies: true, accept_on_commit: false } }, global: { plugins: [i18n] } })
  return { box, text: box.find('textarea'), value: () => box.find('textarea').element.value }
}

const queued = () => [...useOutbox().entries.values()].map((e) => [e.session, e.kind, e.text, e.seen_version])

describe('the composer', () => {
  beforeEach(() => {
    freshDesk()
    answerWith([[/./, () => refusal(503, 'away')]])
    useOutbox().restore('a1')
  })

  it('opens with the greeting on the first human turn only', () => {
    expect(open().value()).toBe(GREETING)
    expect(open('s2', { owner: true }).value()).toBe('')
  })

  it('says into how many messages a long answer goes, and sends it', async () => {
    useStream().state = 'live'
    const { box, text } = open('s3', { owner: true, maxText: 10 })
    await text.setValue('x'.repeat(10))
    expect(box.text()).not.toContain('/ 10')
    await text.setValue('x'.repeat(21))
    expect(box.text()).toContain(i18n.global.t('composer.long', { n: 21, max: 10, parts: 3 }))
    await box.find('form').trigger('submit')
    expect(queued().map((q) => q[2])).toEqual(['x'.repeat(21)])
  })

  it('does not put the greeting back once it was emptied on purpose', async () => {
    const first = open()
    await first.text.setValue('')
    first.box.unmount()
    expect(open().value()).toBe('')
  })

  it('sends on Enter to the session it was made for, with the version that was seen', async () => {
    const { text, value } = open()
    await text.setValue('  您好，马上处理  ')
    useTranscripts().current = 's9'
    await text.trigger('keydown', { key: 'Enter' })
    expect(queued()).toEqual([['s1', 'reply', '您好，马上处理', 5]])
    expect(value()).toBe('')
  })

  it('does not send on Shift+Enter, nor on an Enter that belongs to the input method', async () => {
    const { text } = open()
    await text.setValue('ni hao')
    await text.trigger('keydown', { key: 'Enter', shiftKey: true })
    await text.trigger('keydown', { key: 'Enter', isComposing: true })
    await text.trigger('keydown', { key: 'Enter', keyCode: 229 })
    expect(queued()).toEqual([])
    await text.trigger('keydown', { key: 'Enter' })
    expect(queued()).toHaveLength(1)
  })

  it('sends nothing that is only blanks', async () => {
    const { text } = open()
    await text.setValue(' \n ')
    await text.trigger('keydown', { key: 'Enter' })
    expect(queued()).toEqual([])
  })

  it('keeps notes and replies apart, in text and in what is sent', async () => {
    const { box, text, value } = open()
    await text.setValue('回复草稿')
    await box.find('[data-testid=mode-note]').trigger('click')
    expect(value()).toBe('')
    expect(box.find('[data-testid=send]').text()).toContain('保存备注')
    await text.setValue('备注')
    await text.trigger('keydown', { key: 'Enter' })
    expect(queued()).toEqual([['s1', 'note', '备注', 5]])
    await box.find('[data-testid=mode-reply]').trigger('click')
    expect(value()).toBe('回复草稿')
    expect(box.find('[data-testid=send]').text()).toContain('发送给客户')
  })

  it('leaves the caret where an input method is at work', async () => {
    const { box, text } = open('s1', { owner: true })
    document.body.append(box.element)
    await text.setValue('先查仓库')
    text.element.focus()
    text.element.setSelectionRange(1, 1)
    const { focus } = box.vm as unknown as { focus(): void }
    await text.trigger('compositionstart')
    focus()
    expect(text.element.selectionStart).toBe(1)
    await text.trigger('compositionend')
    focus()
    expect(text.element.selectionStart).toBe(4)
    box.unmount()
  })

  it('can be for notes alone', () => {
    const { box } = open('s1', { noteOnly: true })
    expect(box.attributes('data-mode')).toBe('note')
    expect(box.find('[data-testid=mode-reply]').exists()).toBe(false)
  })

  it('hints at a missing greeting without holding the message back', async () => {
    const { box, text } = open()
    await text.setValue('还有三件')
    expect(box.find('[data-testid=composer-hint]').text()).not.toBe('')
    await text.trigger('keydown', { key: 'Enter' })
    expect(queued()).toHaveLength(1)
  })

  it('asks once before it answers a conversation that may be incomplete', async () => {
    const { text } = open('s1', { owner: true })
    useTranscripts().opened.set('s1', { ...useTranscripts().opened.get('s1')!, status: 'stale' })
    await text.setValue('好的')
    await text.trigger('keydown', { key: 'Enter' })
    expect(queued()).toEqual([])
    await text.trigger('keydown', { key: 'Enter' })
    expect(queued()).toHaveLength(1)
  })
})

describe('a greeting', () => {
  it('is recognised in its usual forms and by its script', () => {
    for (const text of ['您好', '你好呀', 'Hello, how can I help?', 'Good morning!', '尊敬的客户，欢迎']) expect(greets(text, '尊敬的客户，我是')).toBe(true)
    for (const text of ['还有三件', 'this is fine', '']) expect(greets(text, '尊敬的客户，我是')).toBe(false)
  })
})
