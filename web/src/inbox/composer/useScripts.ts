// The department's scripts in ONE session's composer: how the picker opens, what goes where the caret is, and what still has to
// be filled in before the text may leave (SCR-01).

import { computed, nextTick, onMounted, onScopeDispose, ref, watch, type Ref, type ShallowRef } from 'vue'
import { addTexts } from '@/i18n'
import type { ScriptFile } from '@/api/scripts'
import { joined, openGaps, type Gap, type Inserted } from '@/lib/gaps'
import type { Mode } from '@/lib/drafts'
import { later } from '@/lib/later'
import { pickerTexts } from '@/picker'
import { useAccount } from '@/stores/account'
import { usePanels } from '@/stores/panels'
import { useRows } from '@/stores/rows'
import { useTranscripts } from '@/stores/transcripts'

const load = async () => (await Promise.all([import('@/picker/ScriptPicker.vue'), addTexts(pickerTexts)]))[0]
export const ScriptPicker = later(load)

const QUIET_MS = 1500
const OPENING = /^[/／、]/ // what a Chinese input method makes of the slash key as well

export interface Box {
  session: string
  mode: Ref<Mode>
  text: Ref<string>
  inserted: Ref<Inserted[]>
  ungreeted: Readonly<Ref<boolean>> // the customer has not been greeted by a person
  element: Readonly<ShallowRef<HTMLTextAreaElement | null>>
  closed: Readonly<Ref<string>> // why no file can go with the answer; empty = they can
  picker: Readonly<ShallowRef<{ focus(): void } | null>>
  type(text: string): void
  submit(): void
}

export function useScripts(box: Box) {
  const account = useAccount()
  const open = ref(false)
  let typed = '' // what opened it; empty = the key or the button
  let before = '' // the text when an input method began

  const refresh = async () => {
    const [{ refresh: scripts }, { refreshOwn }] = await Promise.all([import('@/picker/library'), import('@/picker/own')])
    await Promise.all([scripts(account.me?.id ?? ''), refreshOwn(account.me?.id ?? '')])
  }
  // The picker is fetched before it is wanted: it has to open at once, and without a connection. What fails now is tried again
  // when it is opened.
  const fetch = () => Promise.all([load(), refresh()])
  let quiet: ReturnType<typeof setTimeout> | undefined
  onMounted(() => (quiet = setTimeout(() => void fetch().catch(() => {}), QUIET_MS)))
  let alive = true
  onScopeDispose(() => (clearTimeout(quiet), (alive = false)))
  watch(box.mode, () => (open.value = false))

  const gaps = computed(() => (box.mode.value === 'reply' ? openGaps(box.text.value, box.inserted.value) : []))

  const row = computed(() => useRows().rows.get(box.session))
  const detail = computed(() => useTranscripts().opened.get(box.session)?.detail)
  const about = computed(() => ({
    account: account.me?.id ?? '', customer: detail.value?.customer ?? '', group: row.value?.group ?? '',
    stage: box.ungreeted.value ? 'agent_greeting' : detail.value?.matter.confirmed ? 'closing' : '', fault: !!detail.value?.fault_script, noFiles: box.closed.value,
  }))

  function show(by = ''): boolean {
    if (box.mode.value !== 'reply') return false
    typed = by
    if (open.value) box.picker.value?.focus()
    open.value = true
    // A picker that cannot be fetched does not stay open unseen: what was typed for it goes into the draft.
    fetch().catch(() => open.value && close('', 'Escape'))
    return true
  }

  // opens says whether what was typed at the very start of the draft asks for the picker; it does not stay in the draft then.
  function opens(el: HTMLTextAreaElement, was: string): boolean {
    if (!OPENING.test(el.value) || el.selectionStart !== 1 || el.value.slice(1) !== was) return false
    const by = el.value[0]!
    if (!show(by)) return false
    box.type(was)
    el.value = was
    el.setSelectionRange(0, 0)
    return true
  }

  const onComposition = (ev: CompositionEvent) =>
    ev.type === 'compositionstart' ? (before = box.text.value) : opens(ev.target as HTMLTextAreaElement, before)

  // close gives the focus back. Whoever typed the slash and leaves by Escape meant it: it goes into the draft, with what followed.
  function close(question: string, key: string): void {
    open.value = false
    if (key === 'Escape' && typed) put(typed + question)
    box.element.value?.focus()
  }

  // left closes it behind whoever goes elsewhere: it lies over the messages, and would cover what has the focus (WCAG 2.4.11). What is
  // half written in it stays.
  function left(ev: FocusEvent): void {
    const to = ev.relatedTarget
    if (!(to instanceof Element) || to === document.body || to === box.element.value) return
    if (!(ev.currentTarget as Element).contains(to) && !(ev.target as Element).closest('.writing')) open.value = false
  }

  // put writes a piece where the caret is, in place of what is selected there and of nothing else.
  function put(piece: string): number {
    const el = box.element.value
    const from = el?.selectionStart ?? box.text.value.length
    const to = el?.selectionEnd ?? from
    box.type(box.text.value.slice(0, from) + piece + box.text.value.slice(to))
    void nextTick(() => el?.setSelectionRange(from + piece.length, from + piece.length))
    return from
  }

  async function pick(text: string, from: Inserted, send: boolean, files: ScriptFile[] = []): Promise<void> {
    open.value = false
    const el = box.element.value
    box.inserted.value = [...box.inserted.value, from]
    const start = put(joined(box.text.value.slice(0, el?.selectionStart ?? 0), text))
    el?.focus()
    const [said, mode] = [box.text.value, box.mode.value]
    if (files.length && !(await (await import('@/picker/attach')).attach(box.session, files, detail.value?.capabilities.max_file ?? 0))) send = false
    await nextTick()
    if (!alive) return
    if (box.text.value !== said || box.mode.value !== mode) return // somebody has gone on to write: that is not what was to be sent
    const gap = gaps.value.find((g) => g.start >= start)
    if (gap) select(gap)
    else if (send) box.submit()
  }

  // The palette puts a script in from where it is.
  const panels = usePanels()
  const taker = { get about() { return about.value }, take: (text: string, from: Inserted, files: ScriptFile[]) => void pick(text, from, false, files) }
  onMounted(() => (panels.taker = taker))
  onScopeDispose(() => panels.taker === taker && (panels.taker = null))

  function select(gap: Gap): void {
    box.element.value?.focus()
    box.element.value?.setSelectionRange(gap.start, gap.end)
  }

  // step goes to the next gap, or back to the one before; false = there is none that way, and Tab does what it always does.
  function step(back: boolean): boolean {
    const el = box.element.value
    if (!el) return false
    const gap = back ? gaps.value.findLast((g) => g.end <= el.selectionStart) : gaps.value.find((g) => g.start >= el.selectionEnd)
    if (gap) select(gap)
    return !!gap
  }

  return { open, about, gaps, show, opens, onComposition, close, left, put, pick, select, step }
}
