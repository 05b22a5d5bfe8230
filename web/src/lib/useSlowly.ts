// True only when something has been true for a while: a skeleton that shows for a blink is worse than none.

import { onScopeDispose, ref, watch, type Ref } from 'vue'

const AFTER_MS = 300

export function useSlowly(busy: () => boolean): Ref<boolean> {
  const slow = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    busy,
    (now) => {
      clearTimeout(timer)
      if (!now) slow.value = false
      else timer = setTimeout(() => (slow.value = true), AFTER_MS)
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))
  return slow
}
