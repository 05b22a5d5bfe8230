// Listens for as long as the component lives.

import { onScopeDispose } from 'vue'

export function useEvent<K extends keyof WindowEventMap>(target: Window, name: K, act: (ev: WindowEventMap[K]) => void): void {
  target.addEventListener(name, act)
  onScopeDispose(() => target.removeEventListener(name, act))
}
