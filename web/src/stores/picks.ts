// Which rows of the list are picked, for doing the same to all of them.

import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { useInbox } from './inbox'

export const usePicks = defineStore('picks', () => {
  const inbox = useInbox()
  const ids = shallowRef<ReadonlySet<string>>(new Set())
  const boxes = ref(false) // they stand open, whether one is ticked or not
  let anchor = '' // from where a stretch reaches
  // What has left the list is not picked any more.
  const picked = computed(() => inbox.shown.filter((id) => ids.value.has(id)))
  const on = computed(() => boxes.value || picked.value.length > 0)

  function only(list: Iterable<string>): void {
    ids.value = new Set(list)
  }

  function toggle(id: string): void {
    anchor = id
    const next = new Set(ids.value)
    if (!next.delete(id)) next.add(id)
    ids.value = next
  }

  // reach picks all from the row that was picked last.
  function reach(id: string): void {
    const [a, b] = [inbox.shown.indexOf(anchor), inbox.shown.indexOf(id)]
    if (a < 0 || b < 0) return toggle(id)
    only([...ids.value, ...inbox.shown.slice(Math.min(a, b), Math.max(a, b) + 1)])
  }

  // all picks the whole list, or nothing where it is picked already.
  function all(): void {
    only(picked.value.length === inbox.shown.length ? [] : inbox.shown)
  }

  function clear(): void {
    boxes.value = false
    anchor = ''
    only([])
  }
  watch(() => [inbox.view, inbox.sieve], clear)

  return { ids, boxes, picked, on, only, toggle, reach, all, clear }
})
