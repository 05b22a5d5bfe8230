// Resume by version: says hello with what is shown, applies what follows, and asks again where something is missing.

import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { setWarnings } from '@/clock/countdown'
import { forgetServerTime, sampleServerTime } from '@/clock/serverTime'
import { nudge } from '@/clock/ticker'
import { tellChannel } from '@/lib/channelAlarm'
import type { CloseVerdict } from '@/stream/closing'
import type { AlarmFrame, DiffFrame, Latency, ServerFrame } from '@/stream/frames'
import { Link, type Socket } from '@/stream/link'
import { useAccount } from './account'
import { useCompany } from './company'
import { useContacts } from './contacts'
import { useDraftSync } from './drafts'
import { useInbox } from './inbox'
import { useMentions } from './mentions'
import { useOutbox } from './outbox'
import { useRoster } from './roster'
import { useRows } from './rows'
import { useTranscripts } from './transcripts'
import { useTroubles } from './troubles'

export type StopReason = Extract<CloseVerdict, { again: false }>['why']

export interface CaughtUp {
  session: string
  count: number
  firstSeq: number
}

const ASK_AGAIN_MS = 3000
const HELLO_EVERY_MS = 100 // more than 20 frames a second would close the socket
const FOLLOWED_MOST = 32

export const useStream = defineStore('stream', () => {
  const inbox = useInbox()
  const transcripts = useTranscripts()
  const company = useCompany()
  const state = ref<'connecting' | 'live' | 'lost' | 'stopped'>('connecting')
  const stopWhy = ref<StopReason | null>(null)
  const lostAt = ref(0)
  const tries = ref(0) // lines lost since the last welcome
  const latency = shallowRef<Latency | null>(null)
  const caughtUp = shallowRef<CaughtUp | null>(null)
  let link: Link | null = null
  let epoch = ''
  const asked = new Map<string, { version: number; when: number }>() // gaps already asked about, by session
  let soon: ReturnType<typeof setTimeout> | undefined
  let resumed: { session: string; from: number } | null = null
  let onWelcome: (again: boolean) => void = () => {}
  let onAlarm: (frame: AlarmFrame) => void = () => {}

  function start(open: () => Socket, welcomed: (again: boolean) => void): void {
    stop()
    onWelcome = welcomed
    state.value = 'connecting'
    stopWhy.value = null
    link = new Link({ opened: hello, frame: take, lost }, { open })
    link.start()
  }

  function stop(): void {
    link?.stop()
    link = null
    clearTimeout(soon)
    soon = undefined
    epoch = ''
    caughtUp.value = latency.value = null
    lostAt.value = tries.value = 0
    forgetServerTime()
  }

  // hello tells the server what is on the screen; it replaces the former one, so it is always the whole truth. Without
  // an open line it does nothing: the next line begins with one.
  function hello(): void {
    clearTimeout(soon)
    soon = undefined
    asked.clear()
    link?.send({ op: 'hello', epoch, list: wish(), sessions: followed() })
    tellLooking()
  }

  // wish is the list on the screen. Stars and mentions are no lists of the server's: meanwhile it tells of the sessions in my hands.
  function wish() {
    if (inbox.view === 'starred' || inbox.view === 'mentioned') return { view: 'mine' as const, limit: inbox.limit }
    return { view: inbox.view, limit: inbox.limit, ...(Object.keys(inbox.sieve).length > 0 && { sieve: inbox.sieve }) }
  }

  // tellLooking says what is before the eyes. What a hidden page shows, nobody looks at.
  function tellLooking(): void {
    link?.send({ op: 'looking', session: document.hidden ? '' : transcripts.current })
  }

  // helloSoon puts quick changes (stepping through the list with a key held down) into one hello.
  function helloSoon(): void {
    soon ??= setTimeout(hello, HELLO_EVERY_MS)
  }

  // followed are the open session and all that are in my hands, whatever list is shown: their deadlines are mine. Where
  // no transcript is kept, the row's version is enough to be told of the next row.
  function followed(): Record<string, number> {
    const sessions: Record<string, number> = {}
    const open = transcripts.version(transcripts.current)
    if (open !== null) sessions[transcripts.current] = open
    for (const row of useRows().held()) {
      if (Object.keys(sessions).length >= FOLLOWED_MOST) break
      if (row.id !== transcripts.current && row.version > 0) sessions[row.id] = transcripts.version(row.id) ?? row.version
    }
    return sessions
  }

  function lost(verdict: CloseVerdict): void {
    company.clear()
    tries.value++
    if (verdict.again) {
      const from = transcripts.version(transcripts.current)
      if (state.value === 'live') resumed = from === null ? null : { session: transcripts.current, from }
      if (!lostAt.value) lostAt.value = Date.now()
      state.value = 'lost'
      return
    }
    state.value = 'stopped'
    stopWhy.value = verdict.why
  }

  function take(frame: ServerFrame): void {
    read(frame)
    if (document.hidden) nudge()
  }

  function read(frame: ServerFrame): void {
    switch (frame.op) {
      case 'welcome':
        return welcome(frame)
      case 'ping':
        sampleServerTime(frame.now)
        link?.send({ op: 'pong' })
        return
      case 'page':
        return inbox.setPage(frame.list.view, frame.rows ?? [], frame.counts, frame.list.sieve)
      case 'row':
        return inbox.tell(frame.row)
      case 'counts':
        return inbox.setCounts(frame.counts)
      case 'diff':
        return diff(frame)
      case 'resync':
        transcripts.forget(frame.session)
        if (frame.session === transcripts.current) void reread(frame.session)
        return
      case 'draft':
        return useDraftSync().heard(frame)
      case 'mention':
        return void useMentions().heard(frame)
      case 'proposal':
        return void import('@/picker/told').then((m) => m.told(frame.verdict)).catch(() => {}) // its page has it
      case 'status_request':
        return void import('@/status/told').then((m) => m.told(frame)).catch(() => {}) // its list has it
      case 'contact':
        return useContacts().heard(frame.session)
      case 'alarm':
        return onAlarm(frame)
      case 'channel':
        return tellChannel(frame)
      case 'channels':
        return useTroubles().set(frame.channels)
      case 'latency':
        latency.value = frame
        return
      case 'targets':
        return setWarnings(frame.warnings_ms)
      case 'complaint':
        return useRows().complain(frame.session, frame.due_at)
      case 'me':
        return void useAccount().setMe(frame.me)
      case 'agents':
        return useRoster().setAgents(frame.agents ?? [])
      case 'viewing':
        return company.views(frame.session, frame.agents ?? [])
      case 'typing':
        return company.types(frame.session, frame.agent, frame.mode)
    }
  }

  function welcome(frame: Extract<ServerFrame, { op: 'welcome' }>): void {
    if (frame.me && useAccount().replaces(frame.me)) return stop()
    sampleServerTime(frame.now)
    if (frame.me) void useAccount().setMe(frame.me)
    useTroubles().clear() // what still stands follows
    const again = lostAt.value > 0
    const fresh = state.value !== 'live'
    const other = epoch !== '' && epoch !== frame.epoch
    epoch = frame.epoch
    state.value = 'live'
    lostAt.value = tries.value = 0
    // Another epoch is another database: the versions we hold mean nothing in it.
    if (other) {
      resumed = null
      transcripts.forgetAll()
      if (transcripts.current) void reread(transcripts.current)
    }
    if (again) useContacts().missed(transcripts.current)
    if (fresh) onWelcome(again)
  }

  async function reread(id: string): Promise<void> {
    if (await transcripts.load(id)) hello()
  }

  function diff(frame: DiffFrame): void {
    const outcome = transcripts.diff(frame)
    if (outcome.result === 'gap') {
      askAgain(frame.session)
      return
    }
    if (frame.row) useRows().put(frame.row)
    if (outcome.result !== 'applied') return
    asked.delete(frame.session)
    company.stopsTyping(frame.session, outcome.added)
    if (resumed?.session === frame.session && resumed.from === frame.from) {
      // What was written here meanwhile is no news to whoever wrote it.
      const news = outcome.added.filter((m) => m.role !== 'system' && m.author?.id !== useAccount().me?.id)
      if (news[0]) caughtUp.value = { session: frame.session, count: news.length, firstSeq: news[0].seq }
    }
    if (resumed?.session === frame.session) resumed = null
  }

  // Frames that were under way before our hello was read are gaps too: ask once for each place we stand at, and again
  // only when the answer stays out.
  function askAgain(session: string): void {
    const version = transcripts.version(session) ?? 0
    const before = asked.get(session)
    if (before?.version === version && Date.now() - before.when < ASK_AGAIN_MS) return
    hello()
    asked.set(session, { version, when: Date.now() })
  }

  const tellTyping = (session: string, mode: 'reply' | 'note') => void link?.send({ op: 'typing', session, mode })
  const hurry = () => link?.hurry()

  const whenAlarm = (heard: (frame: AlarmFrame) => void) => void (onAlarm = heard)

  // A message that the server took but that no diff brought: ask where we stand.
  useOutbox().whenMissing(() => {
    useOutbox().settleUnseen(transcripts.current)
    hello()
  })

  return { state, stopWhy, lostAt, tries, caughtUp, latency, start, stop, hello, helloSoon, tellLooking, take, hurry, tellTyping, whenAlarm, reread }
})
