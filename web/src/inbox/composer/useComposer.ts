// The text being written for ONE session. The session is fixed when the composer is made: whatever is open later,
// what is sent from here goes there.

import { computed, ref, watch } from 'vue'
import { greets } from './greeting'
import { portions } from './portions'
import { useDrafts } from './useDrafts'
import { useFiles } from './useFiles'
import { useFixing } from './useFixing'
import type { Mode } from '@/lib/drafts'
import type { Inserted } from '@/lib/gaps'
import { newClientID } from '@/lib/ids'
import { useDraftSync, type Choice } from '@/stores/drafts'
import { useOutbox } from '@/stores/outbox'
import { useRows } from '@/stores/rows'
import { useStream } from '@/stores/stream'
import { useTranscripts } from '@/stores/transcripts'
import { useUploads } from '@/stores/uploads'

const TYPING_EVERY_MS = 3000

export function useComposer(session: string, noteOnly: boolean, begins?: Mode) {
  const drafts = useDrafts()
  const outbox = useOutbox()
  const transcripts = useTranscripts()
  const correction = useFixing(session, noteOnly)
  const fixing = correction.fixing // what was begun before waits among the drafts
  // Who was writing a note when the session changed hands goes on with it: words for colleagues must not find themselves in a box that sends
  // to the customer. A session that is opened anew begins with the answer, whatever notes wait there (ui.md 1.6).
  const noting = begins === 'note'
  const mode = ref<Mode>(noteOnly || noting ? 'note' : 'reply')
  if (mode.value === 'note') correction.leave()
  const text = ref(fixing.value?.text ?? drafts.read(session, mode.value) ?? '')
  const inserted = ref<Inserted[]>(fixing.value ? [] : [...drafts.inserted(session)]) // scripts that were put into the answer
  const quotes = ref(drafts.quotes(session)) // seq of the message that the answer is to; 0 = none was chosen
  const warned = ref(false) // the "may be incomplete" question was shown once
  const files = useFiles(session, mode, fixing)
  const sync = useDraftSync()
  const clash = computed(() => sync.clash(session, mode.value))
  let typedAt = 0

  const opened = computed(() => transcripts.opened.get(session))
  const script = computed(() => opened.value?.detail?.greeting_script ?? '')
  const replying = computed(() => [...outbox.entries.values()].some((e) => e.session === session && e.kind === 'reply'))
  // The first human who answers becomes the session's owner: without one, this is the first human turn.
  const first = computed(() => !useRows().rows.get(session)?.owner && !replying.value)
  const empty = computed(() => (fixing.value ? ['', fixing.value.says].includes(text.value.trim()) : !text.value.trim() && files.files.value.length === 0))
  const ungreeted = computed(() => !fixing.value && mode.value === 'reply' && first.value && !!script.value && !greets(text.value, script.value))
  const lacksGreeting = computed(() => ungreeted.value && !empty.value)

  // The greeting stands in the box of the first turn, unless somebody has typed (or emptied) something there.
  watch(
    [first, script],
    () => {
      if (mode.value !== 'reply' || fixing.value || text.value || !first.value || !script.value) return
      if (drafts.read(session, 'reply') === null) text.value = script.value
    },
    { immediate: true },
  )

  // stands is what is in the box of a mode: the draft, or what the first answer begins with.
  const stands = (of: Mode) => drafts.read(session, of) ?? (of === 'reply' && first.value ? script.value : '')

  if (!noteOnly) useUploads().restore(session, drafts.kept(session, 'reply')?.files ?? [])
  void sync.open(session)
  watch(
    () => sync.brought.get(session),
    () => {
      if (!fixing.value) text.value = stands(mode.value)
      if (!fixing.value) inserted.value = [...drafts.inserted(session)]
      quotes.value = drafts.quotes(session)
    },
  )
  // A file that has come up, or was taken out, belongs to the reply, whatever is being typed just now.
  const ready = () => useUploads().of(session).flatMap((c) => c.uploaded ?? [])
  watch(
    () => ready().map((u) => u.id).join(),
    (now) => {
      if (noteOnly || now === (drafts.kept(session, 'reply')?.files ?? []).map((u) => u.id).join()) return
      keep('reply', mode.value === 'reply' && !fixing.value ? text.value : stands('reply'))
    },
    { immediate: true },
  )

  function keep(as: Mode, words: string): void {
    if (as === 'reply') drafts.write(session, as, words, inserted.value, ready(), quotes.value)
    else drafts.write(session, as, words)
    sync.touched(session, as)
  }

  function type(next: string): void {
    text.value = next
    warned.value = false
    if (mode.value === 'reply') inserted.value = next.trim() ? inserted.value : []
    if (fixing.value) correction.typed(next)
    else keep(mode.value, next)
    if (Date.now() - typedAt < TYPING_EVERY_MS) return
    typedAt = Date.now()
    useStream().tellTyping(session, mode.value)
  }

  // quote makes the answer one to a message; 0 takes that back.
  function quote(seq: number): void {
    show('reply')
    quotes.value = seq
    keep('reply', text.value)
  }

  // fix begins to correct a reply with its own words, or with those that were refused.
  function fix(seq: number, says: string, back?: string): void {
    show('reply')
    text.value = correction.start(seq, says, back)
    inserted.value = []
  }

  // stopFixing throws a correction away; changed words only when it was asked twice.
  function stopFixing(): boolean {
    if (!correction.mayEnd()) return false
    correction.forget()
    show(mode.value)
    return true
  }

  // show puts a mode's draft into the box. A correction waits until one goes on with it.
  function show(next: Mode): void {
    if (!fixing.value && (noteOnly || next === mode.value)) return
    correction.leave()
    mode.value = next
    text.value = stands(next)
    inserted.value = [...drafts.inserted(session)]
  }

  function setMode(next: Mode): void {
    if (noteOnly || next === mode.value) return
    show(next)
    if (next !== 'reply' || !correction.goOn()) return
    text.value = fixing.value!.text
    inserted.value = []
  }

  // send is false when nothing left: nothing was written, a file is still on its way up, or a possibly incomplete session has
  // to be confirmed first.
  function send(reason = ''): boolean {
    const body = text.value.trim()
    if (empty.value || (!fixing.value && (files.settling.value || clash.value))) return false
    if (mode.value === 'reply' && opened.value?.status === 'stale' && !warned.value) {
      warned.value = true
      return false
    }
    if (fixing.value) {
      outbox.send(session, 'reply', body, opened.value?.transcript?.version ?? 0, reason, undefined, inserted.value, 0, fixing.value.seq)
      correction.forget()
      show('reply')
      return true
    }
    const taken = mode.value === 'reply' ? useUploads().take(session) : []
    const batch = taken.length > 1 ? newClientID() : ''
    for (const [i, part] of portions(body, taken).entries()) {
      outbox.send(session, mode.value, part.text, opened.value?.transcript?.version ?? 0, part.text ? reason : '', part.file, part.text && mode.value === 'reply' ? inserted.value : [], i === 0 && mode.value === 'reply' ? quotes.value : 0, 0, batch)
    }
    files.refused.value = ''
    drafts.drop(session, mode.value)
    sync.touched(session, mode.value, 0)
    if (mode.value === 'reply') [inserted.value, quotes.value] = [[], 0]
    text.value = ''
    warned.value = false
    return true
  }

  const choose = (what: Choice) => sync.choose(session, mode.value, what)

  return { mode, text, inserted, quotes, quote, clash, choose, warned, script, first, ungreeted, lacksGreeting, empty, files, fixing, sure: correction.sure, fix, stopFixing, type, show, setMode, send }
}
