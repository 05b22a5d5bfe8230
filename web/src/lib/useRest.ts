// What has stood for a moment: who leafs through sessions does not ask for everything about each of them.

import { onScopeDispose, ref, watch, type Ref } from 'vue'

const AFTER_MS = 120

// useRest is of's value once it has not changed for 120 ms, and '' until then.
export function useRest(of: () => string): Ref<string> {
  const rested = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    of,
    (now) => {
      clearTimeout(timer)
      rested.value = ''
      timer = setTimeout(() => (rested.value = now), AFTER_MS)
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))
  return rested
}
