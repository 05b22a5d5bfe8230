// A channel that fails, or is well again, on every screen of those who answer for others.

import type { ChannelFrame } from '@/stream/frames'
import { i18n } from '@/i18n'
import { useNotices } from '@/stores/notices'
import { clockTime } from './time'

export function tellChannel(frame: ChannelFrame): void {
  const bad = frame.alarm === 'failing' || frame.alarm === 'quiet'
  const said = i18n.global.t('alarm.channel.' + frame.alarm, { name: frame.name || frame.channel, words: frame.words ?? '', at: clockTime(frame.since ?? 0, i18n.global.locale.value) })
  // Both pairs take turns: that it is well takes the place of that it was not.
  const topic = `channel:${frame.channel}:${frame.alarm === 'failing' || frame.alarm === 'well' ? 'well' : 'heard'}`
  useNotices().toast(said, bad ? 'bad' : 'ok', { topic })
}
