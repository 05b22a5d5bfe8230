import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Ask, Matter } from '@/api/matter'
import { whole } from '@/api/matter'
import { standingOf } from '@/inbox/composer/standing'
import { promiseLook } from '@/inbox/flow/left'
import { stepName } from '@/inbox/flow/steps'
import { useLacking } from '@/inbox/panels/useLacking'
import { landing, PLACES, sees } from '@/shell/places'
import { useAlarms } from '@/stores/alarms'
import { askedMe, mayAnswer, useMatters } from '@/stores/matters'
import { useNotices } from '@/stores/notices'
import { usePanels } from '@/stores/panels'
import { useRows } from '@/stores/rows'
import { answerWith, freshDesk, me, row, soon } from './fixtures'

const ask = (o: Partial<Ask> = {}): Ask => ({ n: 1, kind: 'consult', by: 'a9', at: 1, ...o })
const supervisor = me({ id: 's1', rank: 'supervisor', permissions: ['serve', 'note', 'act_any', 'read_all'] })
const seat = me({ id: 'd1', rank: 'department', groups: ['technical'], permissions: ['note'] })

beforeEach(freshDesk)

describe('who is asked', () => {
  it('is the person, the seat of the department, the superior of that level', () => {
    expect(askedMe(ask({ to: 'a1' }), row(), me())).toBe(true)
    expect(askedMe(ask({ to: 'a2' }), row(), me())).toBe(false)
    expect(askedMe(ask({ kind: 'department', department: 'technical' }), row(), seat)).toBe(true)
    expect(askedMe(ask({ kind: 'department', department: 'market' }), row(), seat)).toBe(false)
    expect(askedMe(ask({ kind: 'department', department: 'technical' }), row(), me({ groups: ['technical'] }))).toBe(false)
    expect(askedMe(ask({ kind: 'escalation', level: 'supervisor' }), row(), supervisor)).toBe(true)
    const lead = me({ rank: 'lead', groups: ['order'] })
    expect(askedMe(ask({ kind: 'escalation', level: 'lead' }), row({ group: 'order' }), lead)).toBe(true)
    expect(askedMe(ask({ kind: 'escalation', level: 'lead' }), row({ group: 'service' }), lead)).toBe(false)
  })

  it('may answer, and so may who stands above', () => {
    expect(mayAnswer(ask({ to: 'a2' }), row(), supervisor)).toBe(true)
    expect(mayAnswer(ask({ kind: 'escalation', level: 'manager' }), row(), supervisor)).toBe(false)
    expect(mayAnswer(ask({ to: 'a2' }), row(), me())).toBe(false)
  })

  it('has the session in the view of questions while it is open, even of a closed session', () => {
    const rows = useRows()
    expect(rows.belongs(row({ phase: 'closed', asks: [ask({ to: 'a1' })] }), 'asked')).toBe(true)
    expect(rows.belongs(row({ asks: [] }), 'asked')).toBe(false)
  })
})

describe('an offer', () => {
  const offered = row({ offered_until: 9e12 })
  it('is accepted before anything else is done', () => {
    expect(standingOf(offered, me())).toMatchObject({ why: 'offered', mayReply: false, mayAct: false })
    expect(standingOf({ ...offered, offered_until: 0 }, me())).toMatchObject({ why: 'mine', mayReply: true, mayAct: true })
  })
  it('is seen by colleagues as one', () => {
    expect(standingOf(offered, supervisor)).toMatchObject({ why: 'offeredTo', mayReply: false, mayAct: true })
  })
})

describe('the seat of a department', () => {
  it('has its questions, and its own keys and alerts', () => {
    expect(PLACES.filter((p) => sees(seat, p)).map((p) => landing(p, seat))).toEqual(['/inbox/asked', '/me'])
    expect(standingOf(row(), seat)).toMatchObject({ mayReply: false, mayNote: false, mayAct: false })
  })
})

describe('what keeps a session open', () => {
  const CHOICES = { categories: [{ id: 'fault', name: '故障', group: '', speciality: 'technical', flow: 'fault' }], departments: [{ id: 'market', name: '市场部' }, { id: 'technical', name: '技术部' }], gravities: [], levels: [], complaint_group: 'complaint', steps: true, confirm: false, handoff: true }
  const lacking = async (matter: Partial<Matter>, refused = '', choices: object = {}) => {
    answerWith([[/GET \/matters/, () => ({ ...CHOICES, ...choices })]])
    await useMatters().load()
    return useLacking(() => row({ flow: 'fault', category: 'fault' }), () => whole(matter), () => refused)
  }

  it('is the next step, with the way to it', async () => {
    const { lacking: lack, go } = await lacking({ next_step: 'verified' })
    expect(lack.value).toMatchObject({ code: 'step_verified', step: 'verified' })
    go(lack.value!)
    await soon()
    expect(usePanels().open).toBe('finding')
  })

  it('is the declaration to the technical department, whatever stands first in the list', async () => {
    const { lacking: lack, go } = await lacking({ next_step: 'replied' }, 'step_declared')
    go(lack.value!)
    await soon()
    expect([usePanels().open, usePanels().begin.department]).toEqual(['ask', 'technical'])
  })

  it('is an open promise', async () => {
    const { lacking: lack, go } = await lacking({ next_step: 'fed_back', promises: [{ n: 3, by: 'a1', at: 1, until: 2 }] })
    expect(lack.value?.code).toBe('promise_open')
    go(lack.value!)
    await soon()
    expect([usePanels().open, usePanels().begin.n]).toEqual(['settle', 3])
  })

  it('is what a question inside the house left owed (ESC-02, ESC-03)', async () => {
    const asked = { n: 2, kind: 'escalation' as const, by: 'a1', at: 1, level: 'manager' as const, skipped: ['lead' as const], answered_at: 2, duties: true }
    const { lacking: lack, go } = await lacking({ next_step: 'fed_back', asks: [asked] })
    expect(lack.value?.code).toBe('report_owed')
    go(lack.value!)
    await soon()
    expect([usePanels().open, usePanels().begin.n, usePanels().begin.as]).toEqual(['follow', 2, 'reported'])
    const told = { ...asked, reported: [{ level: 'lead' as const, at: 3, by: 'a1' }] }
    expect((await lacking({ next_step: 'fed_back', asks: [told] })).lacking.value?.code).toBe('instruction_open')
    expect((await lacking({ next_step: 'fed_back', asks: [{ ...told, executed_at: 4 }] })).lacking.value).toBeNull()
  })

  it('is what the server has said, before what one might guess (FLW-04)', async () => {
    expect((await lacking({ next_step: 'fed_back' }, 'apology_first', { confirm: true })).lacking.value?.code).toBe('apology_first')
    expect((await lacking({ next_step: 'fed_back' }, '', { confirm: true })).lacking.value?.code).toBe('confirm_first')
  })

  it('is nothing when only the feedback is left', async () => {
    expect((await lacking({ next_step: 'fed_back' })).lacking.value).toBeNull()
  })
})

describe('promises', () => {
  it('look near five minutes before', () => {
    expect([promiseLook(400_000, 0), promiseLook(300_000, 0), promiseLook(1, 1)]).toEqual(['calm', 'near', 'over'])
  })

  it('ring for who made them, and for superiors once they are missed', () => {
    setActivePinia(createPinia())
    freshDesk()
    const frame = { op: 'alarm' as const, session: 's1', title: '李女士', address_key: 'v1', seq: 0, due_at: 0, promise: 2 }
    useAlarms().heard({ ...frame, holder: { id: 'a1', name: '张敏' }, left_ms: 60_000 })
    expect(useNotices().toasts[0]).toMatchObject({ tone: 'info', session: 's1' })
    useAlarms().heard({ ...frame, holder: { id: 'a2', name: '赵亮' }, left_ms: 0 })
    expect(useNotices().toasts).toHaveLength(1) // the newer takes its place
    expect(useNotices().toasts[0]?.text).toContain('赵亮')
    expect(useNotices().toasts[0]?.tone).toBe('bad')
  })
})

describe('steps', () => {
  it('are called by their way', () => {
    expect([stepName('specialist', 'dispute'), stepName('specialist', 'fault'), stepName('replied', 'fault')]).toEqual(['投诉专员', '技术客服', '回复'])
  })
})
