// J/K and the arrows inside the list. They only work while the list has the focus, never while typing.

import { nextTick, ref, type Ref } from 'vue'
import { composing } from '@/keys/ime'
import { heard } from '@/keys/own'

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
    const command = heard(ev, 'list')
    const plain = !composing(ev) && !ev.altKey && !ev.ctrlKey && !ev.metaKey && !ev.shiftKey
    const code = plain ? ev.code : ''
    const at = ids().indexOf(cursor.value)
    if (command === 'rowDown' || code === 'ArrowDown') void focusAt(at + 1)
    else if (command === 'rowUp' || code === 'ArrowUp') void focusAt(Math.max(0, at - 1))
    else if (code === 'Home') void focusAt(0)
    else if (code === 'End') void focusAt(ids().length - 1)
    else return
    ev.preventDefault()
  }

  return { cursor, onKey, focusAt }
}
