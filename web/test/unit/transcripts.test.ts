// A transcript belongs to its session, whatever is answered when.

import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { answerWith, detail, freshDesk, later, message, row } from './fixtures'
import { i18n } from '@/i18n'
import ExplainPanel from '@/inbox/panels/ExplainPanel.vue'
import { useTranscripts } from '@/stores/transcripts'

type Late = ReturnType<typeof later>

// byHand is a server whose answers come when the test gives them.
function byHand(shape: RegExp) {
  const asked: (Late & { of: string })[] = []
  answerWith([[shape, (_, url) => {
    const one = { ...later(), of: /sessions\/(\w+)/.exec(url)![1]! }
    asked.push(one)
    return one.answer
  }], [/messages/, (_, url) => ({ messages: [message(1, { text: /sessions\/(\w+)/.exec(url)![1]! })], version: 1 })], [/sessions\/a$/, () => detail({ id: 'a' })], [/sessions\/b$/, () => detail({ id: 'b' })]])
  return asked
}

describe('a transcript', () => {
  beforeEach(freshDesk)

  it('is that of the session, after a quick A→B→A too, in whatever order it is answered', async () => {
    const asked = byHand(/messages/)
    const store = useTranscripts()
    const texts = (id: string) => store.opened.get(id)?.transcript?.messages.map((m) => m.text)
    for (const id of ['a', 'b', 'a']) store.show(id)
    expect(asked.map((x) => x.of)).toEqual(['a', 'b', 'a'])
    asked[2]!.give({ messages: [message(1, { text: 'a, newer' })], version: 3 })
    await flushPromises()
    expect([store.current, texts('a')]).toEqual(['a', ['a, newer']])
    asked[1]!.give({ messages: [message(1, { text: 'b' })], version: 1 })
    asked[0]!.give({ messages: [message(1, { text: 'a, older' })], version: 1 })
    await flushPromises()
    expect([store.current, texts('a'), store.opened.get('a')?.transcript?.version, texts('b')]).toEqual(['a', ['a, newer'], 3, ['b']])
  })

  it('has the newest details, whatever is answered last', async () => {
    const store = useTranscripts()
    store.opened.set('a', { status: 'ready', transcript: { version: 1, messages: [], hasOlder: false }, detail: detail({ id: 'a' }), problem: null, loadingOlder: false })
    const asked = byHand(/sessions\/a$/)
    void store.loadDetail('a')
    void store.loadDetail('a')
    asked[1]!.give(detail({ id: 'a', category: 'newer' }))
    await flushPromises()
    asked[0]!.give(detail({ id: 'a', category: 'older' }))
    await flushPromises()
    expect(store.opened.get('a')?.detail?.category).toBe('newer')
  })

  it('keeps one page behind another session, and what was read before it leaves no hole', async () => {
    const store = useTranscripts()
    const asked = byHand(/messages/)
    const seqs = (id: string) => store.opened.get(id)?.transcript?.messages.map((m) => m.seq) ?? []
    const page = (from: number, n: number) => Array.from({ length: n }, (_, i) => message(from + i))
    store.show('a')
    asked[0]!.give({ messages: page(51, 50), version: 100 })
    await flushPromises()
    const says = (seq: number) => store.diff({ op: 'diff', session: 'a', from: seq - 1, to: seq, row: null, messages: [message(seq, { version: seq })] })
    for (let seq = 101; seq <= 160; seq++) says(seq)
    expect([seqs('a').length, seqs('a')[0]]).toEqual([110, 51])
    const before = store.loadOlder('a')
    store.show('b')
    expect([seqs('a').length, seqs('a')[0], seqs('a').at(-1), store.opened.get('a')?.transcript?.hasOlder]).toEqual([50, 111, 160, true])
    asked.find((x) => x.of === 'a' && x !== asked[0])!.give({ messages: page(1, 50), version: 160 })
    await before
    says(161)
    expect([seqs('a').length, seqs('a')[0], seqs('a').at(-1)]).toEqual([50, 112, 161])
  })

  it('is not shown to the next person when it was asked for by the one before', async () => {
    const store = useTranscripts()
    const older = () => store.opened.set('a', { status: 'ready', transcript: { version: 1, messages: [message(9)], hasOlder: true }, detail: null, problem: null, loadingOlder: false })
    const asked = byHand(/sessions/)
    store.show('b')
    older()
    void store.loadOlder('a')
    void store.loadDetail('a')
    store.clear()
    for (const one of asked) one.give({ ...detail({ id: one.of }), messages: [message(1)] })
    await flushPromises()
    expect([...store.opened.keys()]).toEqual([])
  })
})

describe('the story of a session', () => {
  beforeEach(freshDesk)

  it('is the newest one', async () => {
    const asked = byHand(/explain/)
    const panel = mount(ExplainPanel, { props: { row: row({ id: 'a', version: 1 }) }, global: { plugins: [i18n] } })
    await panel.setProps({ row: row({ id: 'a', version: 2 }) })
    const story = (text: string) => ({ turns: [], lines: [{ at: 1, after_ms: 0, what: 'x', text, passed_over: [] }] })
    asked[1]!.give(story('newer'))
    await flushPromises()
    asked[0]!.give(story('older'))
    await flushPromises()
    expect(panel.findAll('[data-testid=explain-line]').map((l) => l.text())).toEqual([expect.stringContaining('newer')])
    panel.unmount()
  })
})
