import { Problem } from '@/api/http'
import type { Status } from '@/api/types'
import { problemText } from '@/lib/problemText'
import { unlockSound } from '@/lib/sound'
import { useAccount } from '@/stores/account'
import { useNotices } from '@/stores/notices'
import { usePanels } from '@/stores/panels'

export const STATUSES: readonly Status[] = ['online', 'busy', 'away', 'draining', 'offline']

// chooseStatus says whether one takes sessions, and says when that could not be.
export async function chooseStatus(next: Status): Promise<void> {
  unlockSound()
  const me = useAccount().me
  const ask = () => (usePanels().leave = next)
  if (me?.approval?.includes(next) && (me.asking || me.status === 'online' || me.status === 'busy')) return void ask()
  try {
    await useAccount().setStatus(next)
  } catch (e) {
    if (!(e instanceof Problem)) throw e
    if (e.code === 'reason_needed') return void ask() // by a rule that holds since a moment ago
    useNotices().toast(problemText(e), 'bad')
  }
}
