// Whether the machine has a network at all, as the browser knows it.

import { ref, type Ref } from 'vue'
import { useEvent } from './useEvent'

export function useOnline(): Ref<boolean> {
  const online = ref(navigator.onLine)
  const look = () => (online.value = navigator.onLine)
  useEvent(window, 'online', look)
  useEvent(window, 'offline', look)
  return online
}
