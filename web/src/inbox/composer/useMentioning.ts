// An @ in a note: the list of colleagues opens at the caret, and what is chosen goes into the text.

import { computed, nextTick, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { addTexts } from '@/i18n'
import { mentionTexts } from '@/mention'
import type { Mode } from '@/lib/drafts'
import { later } from '@/lib/later'
import { named, sought } from '@/lib/mentions'
import { useRoster } from '@/stores/roster'

export const MentionList = later(async () => (await Promise.all([import('@/mention/MentionList.vue'), addTexts(mentionTexts)]))[0])

interface Box {
  mode: Ref<Mode>
  text: Ref<string>
  element: Readonly<ShallowRef<HTMLTextAreaElement | null>>
  list: Readonly<ShallowRef<{ key(ev: KeyboardEvent): boolean; active: string } | null>>
  type(text: string): void
}

export function useMentioning(box: Box) {
  const roster = useRoster()
  const asked = shallowRef<{ start: number; q: string } | null>(null) // what is typed behind an @; null = the list is closed
  let left = -1 // the @ at which Escape was pressed: the list stays away from it
  watch(box.mode, () => (asked.value = null))

  const told = computed(() => {
    if (box.mode.value !== 'note') return []
    const ids = named(box.text.value, roster.told())
    return roster.agents.filter((a) => ids.includes(a.id)).map((a) => a.name)
  })

  function seek(): void {
    const el = box.element.value
    const now = el && box.mode.value === 'note' && el.selectionStart === el.selectionEnd ? sought(el.value, el.selectionStart) : null
    if (now?.start !== left) left = -1
    asked.value = now && now.start !== left ? now : null
  }

  function pick(label: string): void {
    const el = box.element.value
    const at = asked.value
    if (!el || !at) return
    const caret = at.start + label.length + 2
    box.type(`${box.text.value.slice(0, at.start)}@${label} ${box.text.value.slice(at.start + 1 + at.q.length).replace(/^ /, '')}`)
    asked.value = null
    void nextTick(() => {
      el.focus()
      el.setSelectionRange(caret, caret)
    })
  }

  // close leaves what was typed in the note.
  function close(): boolean {
    if (!asked.value) return false
    left = asked.value.start
    asked.value = null
    return true
  }

  const key = (ev: KeyboardEvent): boolean => asked.value !== null && (box.list.value?.key(ev) ?? false)

  return { asked, told, seek, pick, close, key }
}
