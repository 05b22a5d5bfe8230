// The state of an open picker: what is asked, what fits, and which one is chosen.

import { computed, ref, shallowRef, watch } from 'vue'
import { habits, noteUse, star } from './habits'
import { library } from './library'
import { own, ownEntry, usedBy } from './own'
import { find, sought, STAGES, type Sought } from './rank'

const SHOWN = 60 // more than that nobody reads: one types on

export interface About {
  account: string
  customer: string // how the customer is addressed; empty = nobody knows the name
  group: string
  stage: string // at which the session stands; empty = none in particular
  noFiles: string // why no file can go to this customer; empty = they can
  fault: boolean // a complaint was found valid: the apology for a fault of ours may be said (SCR-21)
}

export function usePicker(about: About) {
  const question = ref('')
  const part = ref('') // a stage, 'starred', or everything
  const id = ref('') // of the chosen one: it stays chosen when the order changes around it
  const mine = shallowRef(habits(about.account))

  const all = computed(() => sought([...(library.value?.scripts ?? []).filter((e) => !e.fault || about.fault), ...(own.value?.texts ?? []).map(ownEntry)], about.customer))
  const used = computed(() => usedBy(mine.value.used, own.value?.used))
  const stars = computed(() => new Set(mine.value.stars))
  const within = computed(() => {
    if (part.value === '') return all.value
    return all.value.filter((s) => (part.value === 'starred' ? stars.value.has(s.entry.id) : s.entry.stage === part.value))
  })
  const found = computed(() => find(within.value, question.value, { stage: about.stage, group: about.group, used: used.value }))
  const shown = computed(() => found.value.slice(0, SHOWN))
  const at = computed({
    get: () => Math.max(0, shown.value.findIndex((s) => s.entry.id === id.value)),
    set: (i) => (id.value = shown.value[i]?.entry.id ?? ''),
  })
  const chosen = computed<Sought | undefined>(() => shown.value[at.value])
  const parts = computed(() => [
    { id: '', n: all.value.length },
    { id: 'starred', n: all.value.filter((s) => stars.value.has(s.entry.id)).length },
    ...STAGES.map((id) => ({ id, n: all.value.filter((s) => s.entry.stage === id).length })).filter((p) => p.n > 0 || p.id === 'own'),
  ])

  watch([question, part], () => (at.value = 0))
  watch(shown, () => (at.value = at.value), { immediate: true }) // the first, when the chosen one is gone

  function move(by: number): void {
    const n = shown.value.length
    if (n) at.value = (at.value + by + n) % n
  }

  // markUse remembers that one was inserted.
  const markUse = (s: Sought) => (mine.value = noteUse(about.account, s.entry.id, Date.now()))
  const toggleStar = (s: Sought) => (mine.value = star(about.account, s.entry.id))

  return { question, part, at, all, stars, found, shown, chosen, parts, move, markUse, toggleStar }
}
