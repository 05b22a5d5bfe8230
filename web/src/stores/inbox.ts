// The list of the open view: which rows are in it, in what order they are shown, and when that order may change.

import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import * as desk from '@/api/desk'
import { Problem } from '@/api/http'
import type { Counts, Row, View } from '@/api/types'
import { movesBetween, sortRows } from '@/lib/order'
import { useAccount } from './account'
import { useRows } from './rows'

export const PAGE = 30
export const MOST = 200 // of the open sessions; the server shows no more in one list

export const useInbox = defineStore('inbox', () => {
  const known = useRows()
  const account = useAccount()
  const view = ref<View>('mine')
  const limit = ref(PAGE)
  const counts = ref<Counts>({ mine: 0, queue: 0, all: 0 })
  const members = shallowRef<ReadonlySet<string>>(new Set())
  const cursor = ref('') // where the closed ones go on
  const full = ref(false) // there may be more
  const loading = ref(false)
  const problem = shallowRef<Problem | null>(null)
  const loaded = ref(false)

  const wanted = computed(() => {
    const rows = [...members.value].flatMap((id) => known.rows.get(id) ?? [])
    return sortRows(rows, view.value, account.me?.id ?? '').map((r) => r.id)
  })

  // Freeze under hands: while pointer or focus is in the list, the order on the screen stays.
  const shown = shallowRef<string[]>([])
  const frozen = ref(false)
  const pending = computed(() => (frozen.value ? movesBetween(shown.value, wanted.value) : 0))

  function applyOrder(): void {
    shown.value = wanted.value
  }

  watch([wanted, frozen], () => {
    if (!frozen.value) return applyOrder()
    // New rows may come in at the end meanwhile: that moves nothing.
    const there = new Set(shown.value)
    const fresh = wanted.value.filter((id) => !there.has(id))
    if (fresh.length > 0) shown.value = [...shown.value, ...fresh]
  })

  function openView(next: View): void {
    if (next === view.value && loaded.value) return
    view.value = next
    limit.value = PAGE
    cursor.value = ''
    members.value = new Set()
    shown.value = []
    loaded.value = false
    problem.value = null
    void load()
  }

  // load asks over HTTP, so that the first list does not wait for the stream and a refusal can be shown.
  async function load(): Promise<void> {
    const asked = view.value
    loading.value = true
    problem.value = null
    try {
      const page = await desk.list(asked, limit.value)
      if (asked !== view.value) return
      setPage(asked, page.rows ?? [], page.counts)
      follow(page.next)
    } catch (e) {
      if (asked === view.value && e instanceof Problem) problem.value = e
    } finally {
      if (asked === view.value) loading.value = false
    }
  }

  function setPage(of: View, rows: Row[], fresh: Counts): void {
    for (const row of rows) known.put(row)
    if (fresh) counts.value = fresh
    if (of !== view.value) return
    // The server says what is in its list; only a row that has moved on since then is judged here.
    const stays = (r: Row) => known.rows.get(r.id)!.version <= r.version || known.belongs(known.rows.get(r.id)!, of)
    const ids = rows.filter(stays).map((r) => r.id)
    // The closed ones that were fetched further down stay: the stream only speaks of the first page.
    members.value = new Set(of === 'closed' ? [...members.value, ...ids] : ids)
    if (of !== 'closed') full.value = rows.length >= limit.value
    loaded.value = true
    loading.value = false
    problem.value = null
  }

  function setCounts(fresh: Counts): void {
    counts.value = fresh
  }

  // Rows come and go by what they say about themselves, through whatever frame they arrived.
  known.onChange((_, row) => {
    if (!loaded.value) return
    const inside = members.value.has(row.id)
    if (known.belongs(row, view.value) === inside) return
    const next = new Set(members.value)
    if (inside) next.delete(row.id)
    else next.add(row.id)
    members.value = next
  })

  function follow(next: string): void {
    if (view.value !== 'closed') return
    cursor.value = next
    full.value = next !== ''
  }

  // more shows further rows: a longer list of the open ones, which the stream keeps up to date; the next page of the
  // closed ones, which do not change any more. A page of those may be short, even empty, and still have a next one.
  async function more(): Promise<void> {
    if (!full.value || loading.value) return
    if (view.value !== 'closed') {
      if (limit.value >= MOST) return
      limit.value = Math.min(MOST, limit.value + PAGE * 2)
      return load()
    }
    loading.value = true
    try {
      const page = await desk.list('closed', PAGE, cursor.value)
      if (view.value !== 'closed') return
      setPage('closed', page.rows ?? [], page.counts)
      follow(page.next)
    } catch {
      // Scrolling on, or the button, asks again.
    } finally {
      loading.value = false
    }
  }

  function clear(): void {
    loaded.value = false
    members.value = new Set()
    shown.value = []
  }

  return {
    view, limit, counts, shown, wanted, frozen, pending, full, loading, loaded, problem,
    applyOrder, openView, load, setPage, setCounts, more, clear,
  }
})
