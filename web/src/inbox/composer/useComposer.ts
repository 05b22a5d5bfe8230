// The text being written for ONE session. The session is fixed when the composer is made: whatever is open later,
// what is sent from here goes there.

import { computed, ref, watch } from 'vue'
import { greets } from './greeting'
import { useDrafts } from './useDrafts'
import type { Mode } from '@/lib/drafts'
import { useOutbox } from '@/stores/outbox'
import { useRows } from '@/stores/rows'
import { useStream } from '@/stores/stream'
import { useTranscripts } from '@/stores/transcripts'

const TYPING_EVERY_MS = 3000

export function useComposer(session: string, noteOnly: boolean) {
  const drafts = useDrafts()
  const outbox = useOutbox()
  const transcripts = useTranscripts()
  const mode = ref<Mode>(noteOnly ? 'note' : 'reply')
  const text = ref(drafts.read(session, mode.value) ?? '')
  const warned = ref(false) // the "may be incomplete" question was shown once
  let typedAt = 0

  const opened = computed(() => transcripts.opened.get(session))
  const script = computed(() => opened.value?.detail?.greeting_script ?? '')
  const replying = computed(() => [...outbox.entries.values()].some((e) => e.session === session && e.kind === 'reply'))
  // The first human who answers becomes the session's owner: without one, this is the first human turn.
  const first = computed(() => !useRows().rows.get(session)?.owner && !replying.value)
  const lacksGreeting = computed(
    () => mode.value === 'reply' && first.value && !!script.value && !!text.value.trim() && !greets(text.value, script.value),
  )

  // The greeting stands in the box of the first turn, unless somebody has typed (or emptied) something there.
  watch(
    [first, script],
    () => {
      if (mode.value !== 'reply' || text.value || !first.value || !script.value) return
      if (drafts.read(session, 'reply') === null) text.value = script.value
    },
    { immediate: true },
  )

  function type(next: string): void {
    text.value = next
    warned.value = false
    drafts.write(session, mode.value, next)
    if (Date.now() - typedAt < TYPING_EVERY_MS) return
    typedAt = Date.now()
    useStream().tellTyping(session, mode.value)
  }

  function setMode(next: Mode): void {
    if (noteOnly || next === mode.value) return
    mode.value = next
    text.value = drafts.read(session, next) ?? (next === 'reply' && first.value ? script.value : '')
  }

  // send is false when nothing left: nothing was written, or a possibly incomplete session has to be confirmed first.
  function send(reason = ''): boolean {
    const body = text.value.trim()
    if (!body) return false
    if (mode.value === 'reply' && opened.value?.status === 'stale' && !warned.value) {
      warned.value = true
      return false
    }
    outbox.send(session, mode.value, body, opened.value?.transcript?.version ?? 0, reason)
    drafts.drop(session, mode.value)
    text.value = ''
    warned.value = false
    return true
  }

  return { mode, text, warned, script, first, lacksGreeting, type, setMode, send }
}
