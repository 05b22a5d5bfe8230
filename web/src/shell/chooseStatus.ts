import { Problem } from '@/api/http'
import type { Status } from '@/api/types'
import { problemText } from '@/lib/problemText'
import { unlockSound } from '@/lib/sound'
import { useAccount } from '@/stores/account'
import { useNotices } from '@/stores/notices'

// chooseStatus says whether one takes sessions, and says when that could not be.
export async function chooseStatus(next: Status): Promise<void> {
  unlockSound()
  try {
    await useAccount().setStatus(next)
  } catch (e) {
    if (!(e instanceof Problem)) throw e
    useNotices().toast(problemText(e), 'bad')
  }
}
