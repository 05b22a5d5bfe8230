import { beforeEach, describe, expect, it } from 'vitest'
import { freshDesk } from './fixtures'
import { tellChannel } from '@/lib/channelAlarm'
import { useNotices } from '@/stores/notices'

describe('alarms about channels', () => {
  beforeEach(freshDesk)

  it('stay until the channel is well again, one for each channel and matter', () => {
    const at = new Date(2026, 7, 20, 9, 5).getTime()
    const frame = { op: 'channel' as const, channel: 'tg', name: '官方客服', type: 'telegram' }
    tellChannel({ ...frame, alarm: 'failing', since: at, words: '401 Unauthorized' })
    tellChannel({ ...frame, alarm: 'quiet', since: at })
    const { toasts } = useNotices()
    expect(toasts.map((x) => [x.text, x.tone])).toEqual([['渠道“官方客服”自 09:05 起不可用：401 Unauthorized', 'bad'], ['渠道“官方客服”自 09:05 起没有任何消息', 'bad']])
    tellChannel({ ...frame, alarm: 'well' })
    expect(toasts.map((x) => x.text)).toEqual(['渠道“官方客服”已恢复', '渠道“官方客服”自 09:05 起没有任何消息'])
  })
})
