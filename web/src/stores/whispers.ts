// Notices what colleagues say to me inside the house: a note in a session of mine, a question that waits for me.

import { defineStore } from 'pinia'
import { watch } from 'vue'
import { i18n } from '@/i18n'
import { useAccount } from './account'
import { useAlerts } from './alerts'
import { useInbox } from './inbox'
import { useNotices } from './notices'
import { useOutbox } from './outbox'
import { useRows } from './rows'
import { useTranscripts } from './transcripts'

export const useWhispers = defineStore('whispers', () => {
  let asked = -1 // how many questions waited for me when the server last said; -1 = it has not yet

  useRows().onChange((before, row) => {
    const me = useAccount().me?.id
    const mine = !!me && !row.hidden && row.holder?.id === me && before?.holder?.id === me
    if (!mine || row.preview?.role !== 'note' || row.preview.at <= (before.preview?.at ?? 0) || byMe(row.id, me)) return
    tell(i18n.global.t('arrival.whisper', { name: row.title }), row.id)
  })

  // The session of a question may be one that no list here shows: the count tells.
  watch(
    () => useInbox().counts,
    (counts) => {
      if (asked >= 0 && counts.asked > asked) tell(i18n.global.t('arrival.asked'), '')
      asked = counts.asked
    },
  )

  // byMe: the note is on its way out of here, or the transcript says who wrote it.
  function byMe(session: string, me: string): boolean {
    if ([...useOutbox().entries.values()].some((e) => e.session === session && e.kind === 'note')) return true
    const said = useTranscripts().opened.get(session)?.transcript?.messages.findLast((m) => m.role === 'note')
    return said?.author?.id === me
  }

  function tell(text: string, session: string): void {
    useNotices().toast(text, 'info', { ...(session && { session }), topic: `whisper:${session}` })
    useAlerts().tell('whisper', text, session)
  }

  const clear = (): void => void (asked = -1)

  return { clear }
})
