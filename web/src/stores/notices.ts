// Short-lived messages: toasts that are seen, and lines that a screen reader says.

import { defineStore } from 'pinia'
import { ref, shallowReactive } from 'vue'

export interface Toast {
  id: number
  text: string
  tone: 'info' | 'ok' | 'bad'
  session?: string // a button leads there
  topic?: string // a newer toast on the same topic takes its place
  undo?: () => void // a button takes back what was done
  lasts?: number // ms for which it stands there, if not as long as others
}

const SHOWN_MS = 8000
const UNDO_MS = 5000
const MOST = 4 // of those that go by themselves

export const useNotices = defineStore('notices', () => {
  const toasts = shallowReactive<Toast[]>([])
  const polite = ref('')
  const assertive = ref('')
  let count = 0

  function toast(text: string, tone: Toast['tone'] = 'info', more: Pick<Toast, 'session' | 'topic' | 'undo' | 'lasts'> = {}): void {
    const one: Toast = { id: ++count, text, tone, ...more }
    const same = toasts.findIndex((t) => t.topic && t.topic === one.topic)
    if (same >= 0) toasts.splice(same, 1, one)
    else toasts.push(one)
    // Whatever may still be undone, and whatever failed, stays.
    const oldest = toasts.length > MOST ? toasts.findIndex((t) => t !== one && t.tone !== 'bad' && !t.undo) : -1
    if (oldest >= 0) toasts.splice(oldest, 1)
    say(text)
    // A failure has to be read: it stays until it is closed.
    if (tone !== 'bad') setTimeout(() => dismiss(one.id), one.lasts ?? (one.undo ? UNDO_MS : SHOWN_MS))
  }

  function dismiss(id: number): void {
    const at = toasts.findIndex((t) => t.id === id)
    if (at >= 0) toasts.splice(at, 1)
  }

  function say(text: string): void {
    polite.value = text
  }

  function alarm(text: string): void {
    assertive.value = text
  }

  function clear(): void {
    toasts.length = 0
    polite.value = assertive.value = ''
  }

  return { toasts, polite, assertive, toast, dismiss, say, alarm, clear }
})
