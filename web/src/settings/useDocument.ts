// One document while somebody edits it: as it holds, the draft, what is wrong with it, and how it is saved.

import { computed, reactive, ref, watch, type InjectionKey, type Ref } from 'vue'
import * as api from './api'
import { Problem } from '@/api/http'
import { useAccount } from '@/stores/account'
import { useRoster } from '@/stores/roster'

// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Form = any // a document is its parser's business; forms know their own keys

const copy = (v: unknown): Form => (v === null || v === undefined ? null : JSON.parse(JSON.stringify(v)))

export function useDocument(kind: Ref<string>, name: Ref<string>) {
  const doc = ref<api.Document | null>(null)
  const form = ref<Form>(null)
  const text = ref('')
  const mode = ref<'form' | 'text'>('form')
  const note = ref('')
  const problem = ref<Problem | null>(null) // of reading
  const refused = ref<Problem | null>(null) // of saving
  const saving = ref(false)
  const saved = ref(0) // grows with each save

  const dirty = computed(() => {
    if (!doc.value) return false
    return mode.value === 'text' ? text.value !== doc.value.body : JSON.stringify(form.value) !== JSON.stringify(doc.value.form)
  })
  const readonly = computed(() => !doc.value?.may_change)

  function take(next: api.Document): void {
    doc.value = next
    form.value = copy(next.form)
    text.value = next.body
    note.value = ''
    refused.value = null
  }

  async function load(): Promise<void> {
    const [k, n] = [kind.value, name.value]
    if (!k || !n) return
    try {
      const next = await api.document(k, n)
      if (k !== kind.value || n !== name.value) return
      take(next)
      problem.value = null
    } catch (e) {
      if (!(e instanceof Problem)) throw e
      problem.value = e
    }
  }

  const draft = (): api.Draft => (mode.value === 'text' ? { body: text.value } : { form: form.value })

  async function save(): Promise<boolean> {
    if (!doc.value || saving.value) return false
    saving.value = true
    try {
      take(await api.change(kind.value, name.value, { ...draft(), n: doc.value.n, ...(note.value.trim() && { note: note.value.trim() }) }))
      saved.value++
      if (kind.value === 'groups') void useRoster().load()
      if (kind.value === 'department') void useAccount().loadBoot() // the name stands in the header
      return true
    } catch (e) {
      if (!(e instanceof Problem)) throw e
      refused.value = e
      return false
    } finally {
      saving.value = false
    }
  }

  // keepMine goes on with the draft on top of the newest version, which its author has been shown. Nothing is saved before
  // both are together.
  async function keepMine(): Promise<void> {
    const mine = { form: copy(form.value), text: text.value, note: note.value }
    saving.value = true
    try {
      await load()
    } finally {
      saving.value = false
    }
    form.value = mine.form
    text.value = mine.text
    note.value = mine.note
  }

  function discard(): void {
    if (doc.value) take(doc.value)
  }

  const errorOf = (key: string): string => refused.value?.errors.find((e) => e.field === key)?.message ?? ''
  // below are the errors of a key and of everything inside of it.
  const below = (key: string): string[] =>
    (refused.value?.errors ?? []).filter((e) => e.field === key || e.field.startsWith(key + '.') || e.field.startsWith(key + '[')).map((e) => e.message)

  watch([kind, name], () => {
    doc.value = null
    form.value = null
    mode.value = 'form'
    void load()
  }, { immediate: true })

  return reactive({ doc, form, text, mode, note, problem, refused, saving, saved, dirty, readonly, load, save, keepMine, discard, draft, errorOf, below, take })
}

export type Editing = ReturnType<typeof useDocument>
export const EDITING: InjectionKey<Editing> = Symbol('editing')
