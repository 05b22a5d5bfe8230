// Somebody wishes to leave, or somebody has decided on it: said once, when it happens (DUT-04).

import { statusTexts } from '.'
import { myWishes, wishes } from './api'
import { Problem } from '@/api/http'
import { addTexts, i18n } from '@/i18n'
import { clockTime } from '@/lib/time'
import { useAccount } from '@/stores/account'
import { useNotices } from '@/stores/notices'
import { useWishes } from '@/stores/wishes'
import type { WishFrame } from '@/stream/frames'

// refresh reads what waits for who sits here; what was known stays where that cannot be read.
export async function refresh(): Promise<Problem | null> {
  const who = useAccount().me?.id
  if (!useAccount().can('act_any')) return null
  try {
    const got = await wishes()
    if (useAccount().me?.id === who) useWishes().all = got
    return null
  } catch (e) {
    if (!(e instanceof Problem)) throw e
    return e
  }
}

export async function told(frame: WishFrame): Promise<void> {
  await addTexts(statusTexts)
  const { t, locale } = i18n.global
  if (frame.agent !== useAccount().me?.id) {
    await refresh()
    const one = useWishes().all?.open.find((w) => w.id === frame.id)
    if (one && !frame.verdict) useNotices().toast(t('leave.told.open', { name: one.agent_name, status: t('status.' + one.status), reason: one.reason }), 'info', { topic: 'wish' })
    return
  }
  if (!frame.verdict || frame.verdict === 'withdrawn') return
  const one = (await myWishes()).find((w) => w.id === frame.id)
  if (!one?.verdict) return
  const words = { name: one.decided_by_name, status: t('status.' + one.status), back: clockTime(one.back_at, locale.value), note: one.verdict.note }
  useNotices().toast(t('leave.told.' + frame.verdict, words), frame.verdict === 'approved' ? 'ok' : 'bad', { topic: 'wish' })
}
