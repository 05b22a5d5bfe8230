// The list of the open view: which rows are in it, in what order they are shown, and when that order may change.

import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import * as desk from '@/api/desk'
import { Problem } from '@/api/http'
import type { Counts, Row, Sieve, View } from '@/api/types'
import { movesBetween, onTop, sortRows } from '@/lib/order'
import { fits, seeks, sieveKey } from '@/lib/sieve'
import { useDrafts } from '@/inbox/composer/useDrafts'
import { useAccount } from './account'
import { useMentions } from './mentions'
import { useRows } from './rows'
import { useStars } from './stars'

export const PAGE = 30
export const MOST = 200 // of the open sessions; the server shows no more in one list

export const useInbox = defineStore('inbox', () => {
  const known = useRows()
  const account = useAccount()
  const stars = useStars()
  const mentions = useMentions()
  const view = ref<View>('mine')
  const sieve = shallowRef<Sieve>({}) // what is looked for in it
  const query = computed(() => ({ ...sieve.value })) // the same behind the ? of an address
  const limit = ref(PAGE)
  const counts = ref<Counts>({ mine: 0, queue: 0, all: 0, asked: 0, owed: 0 })
  const members = shallowRef<ReadonlySet<string>>(new Set())
  const cursor = ref('') // where the closed ones go on
  const full = ref(false) // there may be more
  const loading = ref(false)
  const problem = shallowRef<Problem | null>(null)
  const loaded = ref(false)

  const wanted = computed(() => {
    const rows = [...members.value].flatMap((id) => known.rows.get(id) ?? [])
    return onTop(sortRows(rows, view.value, account.me?.id ?? '', known.owed, sieve.value.order), stars.isPinned).map((r) => r.id)
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

  const inside = (row: Row, of: View) => known.belongs(row, of) && fits(row, sieve.value, (id) => useDrafts().marked.has(id))
  // What is begun or sent moves a session in or out at once where drafts are looked for.
  watch(() => (sieve.value.is?.split(',').includes('draft') ? [...useDrafts().marked] : []), (now, before) => {
    for (const id of new Set([...now, ...before])) {
      const row = known.rows.get(id)
      if (loaded.value && row && inside(row, view.value) !== members.value.has(id)) mark(id, !members.value.has(id))
    }
  })

  function openView(next: View, by: Sieve = {}): void {
    if (next === view.value && sieveKey(by) === sieveKey(sieve.value) && loaded.value) return
    view.value = next
    sieve.value = by
    limit.value = next === 'closed' && seeks(by) ? MOST : PAGE // what is looked for among the closed ones has no next page
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
    const by = sieve.value
    loading.value = true
    problem.value = null
    if (asked === 'starred' || asked === 'mentioned') return loadOwn(asked, by)
    try {
      const page = await desk.list(asked, limit.value, '', by)
      if (asked !== view.value || by !== sieve.value) return
      setPage(asked, page.rows ?? [], page.counts, by)
      follow(page.next)
    } catch (e) {
      if (asked === view.value && e instanceof Problem) problem.value = e
    } finally {
      if (asked === view.value) loading.value = false
    }
  }

  // loadOwn reads a list that is made of what I have starred, or of the notes that speak to me.
  async function loadOwn(asked: 'starred' | 'mentioned', by: Sieve): Promise<void> {
    const failed = await (asked === 'starred' ? stars : mentions).load()
    if (asked !== view.value || by !== sieve.value) return
    const rows = asked === 'starred' ? [...stars.all.values()].filter((s) => s.starred_at).map((s) => s.row) : mentions.all.map((m) => m.row)
    if (!failed || rows.length) return setPage(asked, rows, counts.value, by)
    problem.value = failed
    loading.value = false
  }

  function setPage(of: View, rows: Row[], fresh: Counts, by: Sieve = {}): void {
    for (const row of rows) known.put(row)
    if (fresh) counts.value = fresh
    if (of !== view.value || sieveKey(by) !== sieveKey(sieve.value)) return
    // The server says what is in its list; only a row that has moved on since then is judged here.
    const stays = (r: Row) => known.rows.get(r.id)!.version <= r.version || inside(known.rows.get(r.id)!, of)
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

  function mark(id: string, inside: boolean): void {
    const next = new Set(members.value)
    if (inside) next.add(id)
    else next.delete(id)
    members.value = next
  }

  // Rows come and go by what they say about themselves, through whatever frame they arrived. Only a closed session is not
  // put among the closed ones because somebody reads it: it has to be closed under our eyes, or be told of by the stream.
  known.onChange((before, row) => {
    if (!loaded.value) return
    const there = members.value.has(row.id)
    const onlyRead = view.value === 'closed' && (!before || before.phase === 'closed')
    if (inside(row, view.value) !== there && (there || !onlyRead)) mark(row.id, !there)
  })

  // tell takes a row that the stream sends because it is in the list, or was.
  function tell(row: Row): void {
    known.put(row)
    if (loaded.value && view.value === 'closed' && inside(row, 'closed')) mark(row.id, true)
  }

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
    const by = sieve.value
    loading.value = true
    try {
      const page = await desk.list('closed', PAGE, cursor.value, by)
      if (view.value !== 'closed' || by !== sieve.value) return
      setPage('closed', page.rows ?? [], page.counts, by)
      follow(page.next)
    } catch {
      // Scrolling on, or the button, asks again.
    } finally {
      if (by === sieve.value) loading.value = false
    }
  }

  function clear(): void {
    loaded.value = false
    members.value = new Set()
    shown.value = []
  }

  return {
    view, sieve, query, limit, counts, shown, wanted, frozen, pending, full, loading, loaded, problem,
    applyOrder, openView, load, setPage, setCounts, tell, more, clear,
  }
})
