// The commands of a session that are one click and no form.

import { ref } from 'vue'
import * as desk from '@/api/desk'
import { Problem } from '@/api/http'
import { newClientID } from '@/lib/ids'
import { problemText } from '@/lib/problemText'
import { useArrivals } from '@/stores/arrivals'
import { useNotices } from '@/stores/notices'
import { usePanels } from '@/stores/panels'

export function useThreadActions(session: string) {
  const busy = ref(false)

  async function run(act: () => Promise<unknown>): Promise<void> {
    if (busy.value) return
    busy.value = true
    try {
      await act()
    } catch (e) {
      if (!(e instanceof Problem)) throw e
      useNotices().toast(problemText(e), 'bad')
    } finally {
      busy.value = false
    }
  }

  function take(): Promise<void> {
    return run(async () => {
      useArrivals().expect(session)
      await desk.take(session)
    })
  }

  // decline gives an offer back: a colleague is asked.
  function decline(): Promise<void> {
    return run(async () => {
      await desk.giveBack(session, 'declined')
      usePanels().done(session)
    })
  }

  function resolve(seq: number, as: 'resend' | 'delivered'): Promise<void> {
    return run(() => desk.resolve(session, seq, as))
  }

  function recall(seq: number): Promise<void> {
    return run(() => desk.recall(session, seq, newClientID()))
  }

  return { busy, take, decline, resolve, recall }
}
