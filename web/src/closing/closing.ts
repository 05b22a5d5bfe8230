// A close that waits as long as it can be taken back. It is about the session that was open when it was ordered, and about nothing that the
// customer wrote afterwards: a message that comes meanwhile calls it off here, and on the server if it was faster than the stream.

import { defineStore } from 'pinia'
import { watch } from 'vue'
import type { Form } from './form'
import * as desk from '@/api/desk'
import { Problem } from '@/api/http'
import { i18n } from '@/i18n'
import { newClientID } from '@/lib/ids'
import { problemText } from '@/lib/problemText'
import { useAccount } from '@/stores/account'
import { useHolds } from '@/stores/holds'
import { useNotices } from '@/stores/notices'
import { usePanels } from '@/stores/panels'
import { useRows } from '@/stores/rows'
import { useTranscripts } from '@/stores/transcripts'

export interface Ordered {
  session: string
  name: string
  form: Form
  body: Omit<desk.CloseOrder, 'client_id'>
}

// Kept is what was filled in of a close that did not happen; the same order goes out under the same id again.
interface Kept {
  form: Form
  text: string
  id: string
  refusal: Problem | null
}

export const useClosing = defineStore('closing', () => {
  const { t } = i18n.global
  const holds = useHolds()
  const notices = useNotices()
  const waiting = new Map<string, Ordered>()
  const kept = new Map<string, Kept>()

  function ask(o: Ordered, ms: number): void {
    const text = JSON.stringify(o.body)
    const before = kept.get(o.session)
    kept.set(o.session, { form: o.form, text, id: before?.text === text ? before.id : newClientID(), refusal: null })
    waiting.set(o.session, o)
    if (ms) notices.toast(t('closing.held', { name: o.name, s: ms / 1000 }), 'info', { topic: topic(o), undo: () => holds.takeBack(o.session), lasts: ms })
    holds.hold(o.session, ms, (leaving) => carryOut(o, leaving), () => tell(o, 'kept'))
  }

  const topic = (o: Ordered): string => 'close:' + o.session
  const elsewhere = (o: Ordered) => (useTranscripts().current === o.session ? {} : { session: o.session })

  function tell(o: Ordered, what: 'kept' | 'stopped' | 'moved'): void {
    waiting.delete(o.session)
    notices.toast(t('closing.' + what, { name: o.name }), what === 'kept' ? 'info' : 'bad', { topic: topic(o), ...elsewhere(o) })
  }

  async function carryOut(o: Ordered, leaving: boolean): Promise<void> {
    const one = kept.get(o.session)!
    try {
      await desk.close(o.session, { client_id: one.id, ...o.body }, leaving)
      done(o)
    } catch (e) {
      if (!(e instanceof Problem)) throw e
      refused(o, one, e)
    }
  }

  function done(o: Ordered): void {
    waiting.delete(o.session)
    kept.delete(o.session)
    notices.toast(t('close.done', { name: o.name }), 'ok', { topic: topic(o), ...elsewhere(o) }) // it can be opened again there, if at all
  }

  // refused leads back to the panel, where the session is still looked at and nothing else is being done in it.
  function refused(o: Ordered, one: Kept, problem: Problem): void {
    waiting.delete(o.session)
    if (problem.code === 'customer_wrote') return tell(o, 'stopped')
    one.refusal = problem
    if (useTranscripts().current === o.session && !usePanels().open) usePanels().lead('close')
    else notices.toast(t('closing.failed', { name: o.name, why: problemText(problem) }), 'bad', { topic: topic(o), ...elsewhere(o) })
  }

  useRows().onChange((before, after) => {
    const o = waiting.get(after.id)
    if (!o || !before || !holds.held.has(after.id)) return
    const wrote = after.unanswered > before.unanswered || (after.preview.role === 'customer' && after.preview.at > before.preview.at)
    const moved = after.holder?.id !== before.holder?.id
    if (after.phase === 'closed') {
      holds.drop(after.id) // a colleague was faster
      return done(o)
    }
    if (!wrote && !moved) return
    holds.drop(after.id)
    tell(o, wrote ? 'stopped' : 'moved')
  })

  // What one person has written here is nobody else's.
  watch(() => useAccount().me?.id, () => {
    waiting.clear()
    kept.clear()
  })

  return { ask, keptOf: (session: string) => kept.get(session) }
})
