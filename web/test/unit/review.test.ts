import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPinia, setActivePinia } from 'pinia'
import { effectScope, nextTick } from 'vue'
import { linkify, spotted } from '@/lib/linkify'
import type { Item, Scorecard } from '@/quality/api'
import { useDraft } from '@/quality/draft'
import { useReviewKeys, type ReviewKeys } from '@/quality/useKeys'

const card = {
  version: 'v', fails_from: 1,
  reasons: [],
  criteria: [{ id: 'greeting' }, { id: 'wording' }].map((c) => ({ ...c, rule: 'QA-05', 'zh-CN': 'x', 'zh-TW': 'x', en: 'x' })),
} as Scorecard
const item: Item = { n: 1, session: 's', stratum: '*', replaces: 0, opened_at: 0, closed_at: 0 }

describe('a review under way', () => {
  beforeEach(() => {
    localStorage.clear()
    setActivePinia(createPinia())
  })

  it('begins empty, and a failure wants its pointer', () => {
    const d = useDraft('k', item, card)
    expect(d.open()).toBe(2)
    d.judge('greeting', 'pass')
    d.judge('wording', 'fail')
    expect(d.open()).toBe(0)
    expect([d.lacking()?.id, d.lack('wording')]).toEqual(['wording', 'pointer'])
    d.judge('wording', 'fail', 6) // a message was chosen: it points there instead of taking the verdict back
    expect(d.lacking()).toBeUndefined()
    expect(d.judged()).toEqual([{ criterion: 'greeting', verdict: 'pass' }, { criterion: 'wording', verdict: 'fail', seq: 6 }])
    d.judge('wording', 'pass')
    expect(d.judged()[1]).toEqual({ criterion: 'wording', verdict: 'pass' })
    d.judge('wording', 'pass')
    expect(d.open()).toBe(1)
  })

  it('is kept until it is submitted, and not beyond a review that somebody else wrote', async () => {
    useDraft('k', item, card).judge('greeting', 'na')
    await nextTick()
    const again = useDraft('k', item, card)
    expect(again.line('greeting').verdict).toBe('na')
    const later = useDraft('k', { ...item, review: { n: 1, reviewer: 'o', reviewer_name: '', at: 0, seconds: 0, scorecard: 'v', verdict: 'pass', marks: [] } }, card)
    expect(later.line('greeting').verdict).toBe('')
    expect(later.draft.follows).toBe(1)
    again.drop()
    expect(useDraft('k', item, card).open()).toBe(2)
  })
})

describe('a failure has a reason', () => {
  const names = { 'zh-CN': 'x', 'zh-TW': 'x', en: 'x', rule: 'FBD-03' }
  const strict = {
    ...card,
    criteria: [...card.criteria, { ...names, id: 'timely' }],
    reasons: [
      { ...names, id: 'rude', criteria: ['wording'] },
      { ...names, id: 'unanswered', criteria: ['timely'], automatic: 'late' },
      { ...names, id: 'other', criteria: [], note: true },
    ],
  } as Scorecard
  beforeEach(() => localStorage.clear())

  it('of the list, with a note where it says nothing by itself', () => {
    const d = useDraft('k', item, strict)
    for (const c of ['greeting', 'timely'] as const) d.judge(c, 'pass')
    d.judge('wording', 'fail', 6)
    expect(d.reasons('wording').map((r) => r.id)).toEqual(['rude', 'other'])
    expect(d.lack('wording')).toBe('reason')
    d.line('wording').reason = 'other'
    expect(d.lack('wording')).toBe('note')
    d.line('wording').note = '方言'
    expect(d.lacking()).toBeUndefined()
    expect(d.judged()[1]).toEqual({ criterion: 'wording', verdict: 'fail', seq: 6, note: '方言', reason: 'other' })
    d.judge('wording', 'pass')
    expect(d.judged()[1]).not.toHaveProperty('reason')
  })

  it('that the machine fills in for what was unanswered, until a person overrules it', () => {
    const late = [{ what: 'late' as const, agent: 'mei', seq: 3, ms: 90_000, target_ms: 60_000 }]
    const d = useDraft('k', item, strict)
    d.premark(late)
    expect(d.line('timely')).toMatchObject({ verdict: 'fail', seq: 3, reason: 'unanswered' })
    expect([d.lack('timely'), d.line('wording').verdict]).toEqual([null, ''])
    d.judge('timely', 'pass')
    d.premark(late) // the transcript is loaded again
    expect([d.line('timely').verdict, d.lack('timely')]).toEqual(['pass', 'overruled'])
    d.line('timely').overruled = ' 已在电话里答复 '
    expect(d.lack('timely')).toBeNull()
    expect(d.judged()[2]).toEqual({ criterion: 'timely', verdict: 'pass', overruled: '已在电话里答复' })
  })
})

describe('the keyboard of a review', () => {
  const act = Object.fromEntries(['criterion', 'verdict', 'message', 'mark', 'submit', 'replace', 'rest', 'blind'].map((k) => [k, vi.fn()])) as unknown as ReviewKeys
  const scope = effectScope()
  beforeEach(() => {
    setActivePinia(createPinia())
    scope.run(() => useReviewKeys(act))
  })
  afterEach(() => scope.stop())
  const press = (code: string, o: KeyboardEventInit = {}, on: EventTarget = document.body) => on.dispatchEvent(new KeyboardEvent('keydown', { code, bubbles: true, cancelable: true, ...o }))

  it('judges by physical keys, and leaves words and composing alone', () => {
    press('KeyF')
    expect(act.verdict).toHaveBeenCalledWith('fail')
    press('Digit3')
    expect(act.criterion).toHaveBeenCalledWith(2)
    press('KeyP', { shiftKey: true })
    expect(act.rest).toHaveBeenCalledTimes(1)
    press('BracketLeft')
    expect(act.mark).toHaveBeenCalledWith(-1)
    const box = document.body.appendChild(document.createElement('textarea'))
    press('KeyF', {}, box)
    press('KeyF', { isComposing: true })
    press('KeyF', { altKey: true })
    press('Enter', { key: 'Enter' }, box)
    expect(act.verdict).toHaveBeenCalledTimes(1)
    expect(act.submit).not.toHaveBeenCalled()
    press('Enter', { key: 'Enter', ctrlKey: true }, box)
    expect(act.submit).toHaveBeenCalledTimes(1)
  })
})

describe('spots in a text', () => {
  it('cut what they cover, keep the text, and leave links whole', () => {
    const text = '😀但是 https://a.example/x 但是'
    const cut = spotted(linkify(text), [{ start: 2, end: 4 }, { start: 6, end: 9 }])
    expect(cut.map((p) => p.text).join('')).toBe(text)
    expect(cut.filter((p) => p.spot).map((p) => p.text)).toEqual(['但是'])
    expect(cut.filter((p) => p.href)).toHaveLength(1)
    expect(spotted(linkify('x'), [])).toEqual([{ text: 'x' }])
  })
})
