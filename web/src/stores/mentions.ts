// The notes that speak to me and that I have not read yet, whoever has their sessions.

import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import * as desk from '@/api/desk'
import { Problem } from '@/api/http'
import type { Mention } from '@/api/types'
import { i18n } from '@/i18n'
import type { MentionFrame } from '@/stream/frames'
import { useAlerts } from './alerts'
import { useInbox } from './inbox'
import { useNotices } from './notices'
import { useRows } from './rows'
import { useTranscripts } from './transcripts'

export const useMentions = defineStore('mentions', () => {
  const all = shallowRef<readonly Mention[]>([])
  let sitting = 0 // an answer that comes when somebody else sits here is not for them

  // load gives why it could not be read; what was known stays.
  async function load(): Promise<Problem | null> {
    const mine = sitting
    try {
      const got = await desk.mentions()
      if (mine !== sitting) return null
      for (const m of got) useRows().put(m.row)
      all.value = got
      return null
    } catch (e) {
      if (!(e instanceof Problem)) throw e
      return e // the next frame, or opening the view, asks again
    }
  }

  // heard takes news of a note that speaks to me, or that I have read one elsewhere. What lies before my eyes is read at once.
  async function heard(frame: MentionFrame): Promise<void> {
    const seen = !!frame.by && !document.hidden && frame.session === useTranscripts().current
    if (seen) await useTranscripts().loadDetail(frame.session)
    else if (frame.by && useInbox().view === 'mentioned') await useInbox().load()
    else await load()
    if (frame.by) tell(frame.session, frame.by.name, useRows().rows.get(frame.session)?.title || frame.title || frame.number || '')
  }

  function tell(session: string, by: string, name: string): void {
    const text = i18n.global.t('arrival.mention', { by, name })
    useNotices().toast(text, 'info', { session, topic: `whisper:${session}` })
    useAlerts().tell('whisper', text, session)
  }

  const has = (session: string) => all.value.some((m) => m.session === session)

  function clear(): void {
    sitting++
    all.value = []
  }

  return { all, load, heard, has, clear }
})
