import { beforeEach, describe, expect, it } from 'vitest'
import { freshDesk, me, row } from './fixtures'
import { useAccount } from '@/stores/account'
import { paintTab } from '@/stores/tab'
import { useAlarms } from '@/stores/alarms'
import { useNotices } from '@/stores/notices'
import { useRows } from '@/stores/rows'
import type { AlarmFrame } from '@/stream/frames'

const alarm = (left: number, more: Partial<AlarmFrame> = {}): AlarmFrame => ({
  op: 'alarm', session: 's1', title: '王女士', address_key: 'visitor-2rhrr4', holder: { id: me().id, name: me().name }, seq: 1, due_at: 60_000, left_ms: left, ...more,
})

it('stands in the tab before the name of the page, and goes without it', () => {
  freshDesk()
  document.title = '投诉登记'
  const waiting = row({ due_at: 1000, unanswered: 1 })
  for (const at of [2000, 3000]) paintTab(1, waiting, at)
  expect(document.title).toMatch(/^\(1\) .*投诉登记$/)
  document.title = '设置' // another page
  paintTab(1, waiting, 4000)
  expect(document.title).toMatch(/^\(1\) [^投]*设置$/)
  paintTab(0, null, 0)
  expect(document.title).toBe('设置')
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

  it('name a visitor who gave no name as every list does', () => {
    useAlarms().heard(alarm(0, { session: 's2', title: '', holder: null }))
    expect(useNotices().toasts.map((t) => t.text)).toEqual(['访客 2RHRR4 排队已超时'])
  })
})
