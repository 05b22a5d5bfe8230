// Scrolling of the transcript: stays at the end while one is at the end, and stays where it is when older messages are
// put in front.

import { nextTick, onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

const NEAR_PX = 80

export function useAnchor(box: Ref<HTMLElement | null>, inner: Ref<HTMLElement | null>) {
  const atEnd = ref(true)
  let watching: ResizeObserver | undefined

  function measure(): void {
    const el = box.value
    if (el) atEnd.value = el.scrollHeight - el.scrollTop - el.clientHeight < NEAR_PX
  }

  function toEnd(): void {
    const el = box.value
    if (!el) return
    el.scrollTop = el.scrollHeight
    atEnd.value = true
  }

  // keepPlace runs a change that grows the transcript upwards without moving what is being read. Browsers with scroll
  // anchoring have done it already; the difference is then nothing.
  async function keepPlace(change: () => Promise<void>): Promise<void> {
    const el = box.value
    if (!el) return change()
    const fromEnd = el.scrollHeight - el.scrollTop
    await change()
    await nextTick()
    el.scrollTop = el.scrollHeight - fromEnd
  }

  onMounted(() => {
    toEnd()
    // Both the window onto the transcript (the composer grows, a keyboard opens) and its content change size.
    watching = new ResizeObserver(() => atEnd.value && toEnd())
    if (box.value) watching.observe(box.value)
    if (inner.value) watching.observe(inner.value)
  })
  onBeforeUnmount(() => watching?.disconnect())

  return { atEnd, measure, toEnd, keepPlace }
}
