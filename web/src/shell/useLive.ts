// Everything that runs while the inbox is open: the stream, the outbox, the alarms; and how it all ends.

import { watch } from 'vue'
import { useRouter } from 'vue-router'
import { Problem } from '@/api/http'
import { wake } from '@/lib/later'
import { leave } from '@/lib/leaving'
import { problemText } from '@/lib/problemText'
import { unlockSound } from '@/lib/sound'
import type { Socket } from '@/stream/link'
import { useAccount } from '@/stores/account'
import { useAlarms } from '@/stores/alarms'
import { useAlerts } from '@/stores/alerts'
import { useArrivals } from '@/stores/arrivals'
import { useCompany } from '@/stores/company'
import { useContacts } from '@/stores/contacts'
import { useDraftSync } from '@/stores/drafts'
import { useHolds } from '@/stores/holds'
import { useInbox } from '@/stores/inbox'
import { useMatters } from '@/stores/matters'
import { useMentions } from '@/stores/mentions'
import { useMine } from '@/stores/mine'
import { useNotices } from '@/stores/notices'
import { useOutbox } from '@/stores/outbox'
import { usePanels } from '@/stores/panels'
import { useRegister } from '@/stores/register'
import { useRoster } from '@/stores/roster'
import { useRows } from '@/stores/rows'
import { useSessionCases } from '@/stores/sessionCases'
import { useStars } from '@/stores/stars'
import { useStream } from '@/stores/stream'
import { useTranscripts } from '@/stores/transcripts'
import { useTroubles } from '@/stores/troubles'
import { useUploads } from '@/stores/uploads'
import { useViewer } from '@/stores/viewer'
import { useWhispers } from '@/stores/whispers'
import { useWishes } from '@/stores/wishes'

export function useLive() {
  const account = useAccount()
  const inbox = useInbox()
  const stream = useStream()
  const transcripts = useTranscripts()
  const outbox = useOutbox()
  const router = useRouter()
  useArrivals() // listens to the rows from now on
  useWhispers()
  useHolds() // hears its key from now on
  useAlerts().whenOpened((session) => void router.push({ name: 'inbox', params: { view: useAccount().seat ? 'asked' : 'mine', session } }))

  function openSocket(): Socket {
    return new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/stream`)
  }

  function welcomed(again: boolean): void {
    wake()
    outbox.flush()
    useUploads().flush()
    void useMine().sync()
    void useMentions().load()
    if (account.can('act_any')) void import('@/status/told').then((m) => m.refresh()).catch(() => {})
    void useDraftSync().sync()
    if (again) {
      void useRoster().load()
      void useMatters().load()
    }
    const id = transcripts.current
    if (id && transcripts.version(id) === null && transcripts.opened.get(id)?.status !== 'loading') void stream.reread(id)
    // After a break the server may be another version than the page.
    if (again) void account.loadBoot().catch(() => {})
  }

  function start(): void {
    outbox.restore(account.me?.id ?? '')
    useAlarms().start()
    stream.whenAlarm(useAlarms().heard)
    void useRoster().load()
    void useMatters().load()
    stream.start(openSocket, welcomed)
    window.addEventListener('online', stream.hurry)
    window.addEventListener('storage', stored)
    document.addEventListener('visibilitychange', seen)
    // Browsers keep a page silent until it has been touched.
    window.addEventListener('pointerdown', unlockSound, { once: true })
    window.addEventListener('keydown', unlockSound, { once: true })
  }

  function stop(): void {
    stream.stop()
    useAlarms().end()
    window.removeEventListener('online', stream.hurry)
    window.removeEventListener('storage', stored)
    document.removeEventListener('visibilitychange', seen)
    // The next account must find nothing of this one; drafts and the outbox wait on disk under its name.
    for (const store of [inbox, transcripts, outbox, useRows(), useArrivals(), useWhispers(), useNotices(), useViewer(), useUploads(), useContacts(), useDraftSync(), useStars(), useMentions(), useWishes(), useSessionCases(), useRegister(), useCompany(), usePanels(), useTroubles()]) store.clear()
  }

  // stored hears what another tab of this browser has put into the storage.
  function stored(ev: StorageEvent): void {
    if (ev.key) useDraftSync().beside(ev.key)
  }

  function seen(): void {
    stream.tellLooking()
    if (!document.hidden) stream.hurry()
  }

  // What is shown has changed: tell the server, which answers with what is new.
  watch(
    () => [
      inbox.view, inbox.limit, transcripts.current, transcripts.version(transcripts.current) !== null,
      useRows().held().map((r) => r.id).sort().join(),
    ].join('|'),
    () => stream.helloSoon(),
  )
  watch(
    () => stream.stopWhy,
    // An ordinary request finds out where that leads: to the sign-in, to a second factor, or to whoever has signed in here since.
    (why) => why === 'signed_out' && void account.loadMe().catch(() => {}),
  )

  // A refused handshake has no close code. If the sign-in has ended, an ordinary request finds out (401 leads away).
  watch(
    () => stream.tries,
    (n) => n >= 2 && void account.loadMe().catch(() => {}),
  )

  async function signOut(): Promise<boolean> {
    await leave()
    try {
      await account.signOut()
    } catch (e) {
      if (e instanceof Problem && e.status !== 401) {
        useNotices().toast(problemText(e), 'bad')
        return false
      }
    }
    account.me = null
    return true
  }

  return { start, stop, signOut }
}
