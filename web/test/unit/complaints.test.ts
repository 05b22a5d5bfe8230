import { describe, expect, it } from 'vitest'
import type { Case, CaseKind, StoryLine } from '@/api/cases'
import { localField } from '@/lib/time'
import { ACTS, actOf, instead, nextKind, others } from '@/complaints/acts'
import { dueAt, span } from '@/complaints/due'
import { changes, detail } from '@/complaints/words'

const HOUR = 3600_000
const t = (key: string, named?: Record<string, unknown>) => key + (named ? JSON.stringify(named) : '')

function complaint(change: Partial<Case>): Case {
  return {
    step: 'registered', validity: '', severity: 'general', nature: 'n', wanted: '', cause: '', customer_due: 0, dispatches: [], actions: [], evidence: [], names: { a: '孙悦' },
    can: ACTS.map((a) => a.kind), ...change,
  } as Case
}
const dispatch = (n: number, department: string, answered = 0) => ({ n, department, text: '', due: 0, at: 0, by: '', answer: '', answered_at: answered, answered_by: '' })

describe('a deadline', () => {
  it('warns at half, is bad below two hours, and counts up when over', () => {
    const look = (left: number) => dueAt(10 * HOUR, 0, false, 10 * HOUR - left)
    expect(look(6 * HOUR)).toEqual({ look: 'calm', digits: '6h00m' })
    expect(look(4.5 * HOUR)).toEqual({ look: 'warn', digits: '4h30m' })
    expect(look(HOUR)).toEqual({ look: 'bad', digits: '1h00m' })
    expect(look(-3 * HOUR - 5 * 60_000)).toEqual({ look: 'over', digits: '+3h05m' })
    expect(dueAt(1, 0, true, HOUR).look).toBe('done')
    expect(span(72 * HOUR)).toBe('3d')
    expect(span(59_000)).toBe('0m')
  })
})

describe('what comes next', () => {
  const cases: [Partial<Case>, CaseKind | null, CaseKind | null][] = [
    [{}, 'judged', null],
    [{ validity: 'valid' }, 'dispatched', 'handled'],
    [{ validity: 'invalid' }, 'handled', null],
    [{ step: 'dispatched' }, 'handled', null],
    [{ step: 'handled' }, 'returned', null],
    [{ step: 'returned' }, 'replied', null],
    [{ step: 'returned', reply: { text: 'x', seq: 0, at: 1, by: 'a' } }, 'followed_up', null],
    [{ step: 'followed_up' }, 'closed', null],
    [{ step: 'closed' }, 'seen', null],
    [{ step: 'closed', can: ['remarked'] }, null, null],
    [{ step: 'registered', escalations: [{ n: 1, level: 'manager', reason: 'x', special: true, at: 1, by: 'a' }] }, 'ruled', null],
    [{ can: ['remarked'] }, null, null],
  ]
  it.each(cases)('%j', (change, next, other) => {
    expect([nextKind(complaint(change)), instead(complaint(change))]).toEqual([next, other])
  })

  it('leaves the rest beside it, without what has nothing to be done', () => {
    expect(others(complaint({ can: ['remarked', 'judged', 'action_done'] }))).toEqual(['remarked'])
    const open = { n: 1, remedial: true, text: 'x', due: 1, done_at: 0, done_by: '', done_note: '' }
    expect(others(complaint({ can: ['action_done'], actions: [open] }))).toEqual(['action_done'])
  })
})

describe('a form', () => {
  it('asks the server for exactly one change', () => {
    for (const act of ACTS) expect(Object.keys(act.body({}, complaint({}))), act.kind).toHaveLength(1)
  })

  it('sends only what was changed', () => {
    const c = complaint({ customer_due: 1_787_000_000_000 })
    const same = { nature: 'n', wanted: '', cause: '', severity: 'general', customerDue: localField(c.customer_due) }
    expect(actOf('described').body(same, c)).toEqual({ describe: {} })
    expect(actOf('described').body({ ...same, cause: '发错货', customerDue: '' }, c)).toEqual({ describe: { cause: '发错货', customer_due: 0 } })
  })

  it('knows whose answer is written down', () => {
    const [field] = actOf('handled').fields
    expect(field!.start!(complaint({}))).toBe('0')
    const c = complaint({ step: 'dispatched', dispatches: [dispatch(1, '仓储部', 5), dispatch(2, '物流部'), dispatch(3, '')] })
    expect(field!.start!(c)).toBe('2')
    expect(field!.options!(c).map((o) => [o.value, o.raw ? o.label : t(o.label)])).toEqual([['2', '物流部'], ['3', 'complaint.ourselves']])
  })
})

describe('the story', () => {
  const line = (kind: CaseKind, change: Record<string, unknown>, was?: StoryLine['was']): StoryLine => ({ n: 1, at: 1, by: 'a', name: '孙悦', kind, change, ...(was && { was }) })
  it('says what was said', () => {
    const c = complaint({})
    expect(detail(line('assigned', { to: 'a' }), c, 'zh-CN', t)).toBe('孙悦')
    expect(detail(line('judged', { validity: 'valid', grounds: '属实' }), c, 'zh-CN', t)).toBe('complaint.valid · 属实')
    expect(detail(line('followed_up', { satisfied: false, note: '没收到' }), c, 'zh-CN', t)).toBe('complaint.unsatisfied · 没收到')
    expect(detail(line('handed_over', { at: 5 }), c, 'zh-CN', t)).toBe('')
  })

  it('shows old and new', () => {
    const was = { nature: 'a', cause: '', wanted: '', severity: 'general', customer_due: 0, due_at: 0, validity: '', grounds: '' }
    expect(changes(line('described', { nature: 'b', severity: 'major' }, was), 'zh-CN', t)).toEqual([
      { name: 'nature', was: 'a', now: 'b' },
      { name: 'severity', was: 'complaint.general', now: 'complaint.major' },
    ])
  })
})
