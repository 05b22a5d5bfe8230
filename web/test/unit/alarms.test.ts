import { beforeEach, describe, expect, it } from 'vitest'
import { freshDesk, me, row } from './fixtures'
import { useAccount } from '@/stores/account'
import { useAlarms } from '@/stores/alarms'
import { useNotices } from '@/stores/notices'
import { useRows } from '@/stores/rows'
import type { AlarmFrame } from '@/stream/frames'

const alarm = (left: number, more: Partial<AlarmFrame> = {}): AlarmFrame => ({
  op: 'alarm', session: 's1', title: '王女士', holder: { id: me().id, name: me().name }, seq: 1, due_at: 60_000, left_ms: left, ...more,
})

describe('alarms of the server (SLA-01)', () => {
  beforeEach(() => {
    freshDesk()
    useAccount().setMe(me())
    useRows().put(row({ id: 's1', version: 1, title: '王女士' }))
  })

  it('are told once each, softly at thirty seconds', () => {
    const { heard } = useAlarms()
    const notices = useNotices()
    heard(alarm(30_000))
    expect(notices.polite).toBe('王女士 剩 30 秒')
    expect(notices.assertive).toBe('')
    heard(alarm(10_000))
    expect(notices.assertive).toBe('王女士 剩 10 秒')
    heard(alarm(0))
    expect(notices.assertive).toContain('王女士')
    const before = notices.assertive
    notices.assertive = ''
    heard(alarm(0))
    expect([before, notices.assertive]).toEqual([before, ''])
  })

  it("of a colleague's session are a notice that leads there, one for each session", () => {
    const { heard } = useAlarms()
    heard(alarm(0, { holder: { id: 'other', name: '赵亮' } }))
    heard(alarm(0, { holder: null }))
    const { toasts } = useNotices()
    expect(toasts.map((t) => [t.text, t.session])).toEqual([['王女士 排队已超时', 's1']])
  })
})
