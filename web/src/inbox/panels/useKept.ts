// What is half written in a panel outlives the panel: it is folded away by a key, by another session, or because the session was taken
// away, and what stood in it is there when it opens again.

import { watch, type Ref } from 'vue'
import { usePanels, type Begin, type Panel } from '@/stores/panels'

// useKept fills the fields with what was left in them, and keeps what is changed from here on. A field that is called like something the
// panel is begun with gives way to that. What it returns forgets everything, once the command was carried out.
export function useKept(session: string, panel: Panel, fields: Record<string, Ref>): () => void {
  const { kept, begin } = usePanels()
  const key = [session, panel, begin.n, begin.as].join('|')
  const start = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, JSON.stringify(field.value)]))
  const left = JSON.parse(kept.get(key) ?? '{}') as Record<string, unknown>
  for (const [name, field] of Object.entries(fields)) {
    if (name in left && !begin[name as keyof Begin]) field.value = left[name]
  }
  watch(Object.values(fields), () => {
    const changed = Object.entries(fields).filter(([name, field]) => JSON.stringify(field.value) !== start[name])
    if (changed.length) kept.set(key, JSON.stringify(Object.fromEntries(changed.map(([name, field]) => [name, field.value]))))
    else kept.delete(key)
  }, { deep: true, flush: 'sync' })
  return () => void kept.delete(key)
}
