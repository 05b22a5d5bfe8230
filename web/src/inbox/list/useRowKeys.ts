// J/K and the arrows inside the list, and the keys that pick rows. They only work while the list has the focus, never while typing.

import { nextTick, ref, type Ref } from 'vue'
import { composing } from '@/keys/ime'
import { heard } from '@/keys/own'
import type { Command } from '@/keys/shortcuts'

const FRAMES = 4

// Picking is what the keys can do to the selection.
interface Picking {
  toggle: (id: string) => void
  reach: (id: string) => void
  all: () => void
}

export function useRowKeys(ids: () => string[], box: Ref<HTMLElement | null>, reveal: (index: number) => void, picking: Picking) {
  const cursor = ref('')

  async function focusAt(index: number): Promise<void> {
    const all = ids()
    const id = all[Math.max(0, Math.min(all.length - 1, index))]
    if (!id) return
    cursor.value = id
    reveal(all.indexOf(id))
    await nextTick()
    requestAnimationFrame(() => focusOn(id, FRAMES))
  }

  // focusOn waits for a row that was outside the window, which is drawn only after the scroll has been noticed, or of a list that has
  // just come up, whose size is.
  function focusOn(id: string, frames: number): void {
    const row = rowOf(id)
    if (row) row.focus()
    else if (frames > 0 && id === cursor.value) requestAnimationFrame(() => focusOn(id, frames - 1))
  }

  function rowOf(id: string): HTMLElement | null {
    return box.value?.querySelector<HTMLElement>(`[data-session="${CSS.escape(id)}"]`) ?? null
  }

  // pick says whether the key was about the selection. Space works where single letters are switched off.
  function pick(ev: KeyboardEvent, command: Command | null, at: number): boolean {
    const row = (ev.target as HTMLElement).closest('[data-session]') !== null
    const shift = row && ev.shiftKey && !composing(ev) && !ev.altKey && !ev.ctrlKey && !ev.metaKey
    const step = shift ? { ArrowDown: 1, ArrowUp: -1 }[ev.code] : undefined
    const id = cursor.value
    if (command === 'pickAll') picking.all()
    else if (!id || at < 0) return false
    else if (command === 'pick' || (row && ev.code === 'Space' && !composing(ev))) picking[ev.shiftKey && ev.code === 'Space' ? 'reach' : 'toggle'](id)
    else if (command === 'pickTo') picking.reach(id)
    else if (step) {
      picking.reach(id)
      const next = ids()[Math.max(0, Math.min(ids().length - 1, at + step))]!
      if (next !== id) picking.reach(next)
      void focusAt(at + step)
    } else return false
    return true
  }

  function onKey(ev: KeyboardEvent): void {
    const command = heard(ev, 'list')
    const plain = !composing(ev) && !ev.altKey && !ev.ctrlKey && !ev.metaKey && !ev.shiftKey
    const code = plain ? ev.code : ''
    const at = ids().indexOf(cursor.value)
    if (pick(ev, command, at)) return ev.preventDefault()
    if (command === 'rowDown' || code === 'ArrowDown') void focusAt(at + 1)
    else if (command === 'rowUp' || code === 'ArrowUp') void focusAt(Math.max(0, at - 1))
    else if (code === 'Home') void focusAt(0)
    else if (code === 'End') void focusAt(ids().length - 1)
    else return
    ev.preventDefault()
  }

  return { cursor, onKey, focusAt }
}
