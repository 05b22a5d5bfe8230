// J/K and the arrows inside the list. They only work while the list has the focus, never while typing.

import { nextTick, ref, type Ref } from 'vue'
import { composing } from '@/keys/ime'
import { usePrefs } from '@/stores/prefs'

export function useRowKeys(ids: () => string[], box: Ref<HTMLElement | null>, reveal: (index: number) => void) {
  const cursor = ref('')

  async function focusAt(index: number): Promise<void> {
    const all = ids()
    const id = all[Math.max(0, Math.min(all.length - 1, index))]
    if (!id) return
    cursor.value = id
    reveal(all.indexOf(id))
    await nextTick()
    // A row that was outside the window is drawn only after the scroll has been noticed.
    requestAnimationFrame(() => rowOf(id)?.focus())
  }

  function rowOf(id: string): HTMLElement | null {
    return box.value?.querySelector<HTMLElement>(`[data-session="${CSS.escape(id)}"]`) ?? null
  }

  function onKey(ev: KeyboardEvent): void {
    if (composing(ev) || ev.altKey || ev.ctrlKey || ev.metaKey || ev.shiftKey) return
    const single = usePrefs().prefs.singleKeys
    const at = ids().indexOf(cursor.value)
    if (ev.code === 'ArrowDown' || (single && ev.code === 'KeyJ')) void focusAt(at + 1)
    else if (ev.code === 'ArrowUp' || (single && ev.code === 'KeyK')) void focusAt(Math.max(0, at - 1))
    else if (ev.code === 'Home') void focusAt(0)
    else if (ev.code === 'End') void focusAt(ids().length - 1)
    else return
    ev.preventDefault()
  }

  return { cursor, onKey, focusAt }
}
