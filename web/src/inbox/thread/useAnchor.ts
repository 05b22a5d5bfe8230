// Scrolling of the transcript: stays at the end while one is at the end, and stays where it is when messages are put on or
// taken off above and below, and when it was off the page for a while.

import { nextTick, onActivated, onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

const NEAR_PX = 80

// useAnchor keeps the place of box, whose lines are the children of inner. complete says whether the last message is on the page.
export function useAnchor(box: Ref<HTMLElement | null>, inner: Ref<HTMLElement | null>, complete: () => boolean) {
  const atEnd = ref(true)
  let watching: ResizeObserver | undefined
  let top = 0 // px, where it was last scrolled to
  let known = '' // the sizes that the observer has seen

  const sizes = (el: HTMLElement) => `${el.clientHeight}/${el.scrollHeight}`

  // What scrolls because something has just changed its size was not scrolled by a hand: the observer comes next.
  function measure(): void {
    const el = box.value
    if (!el || (known && sizes(el) !== known)) return
    top = el.scrollTop
    atEnd.value = complete() && el.scrollHeight - top - el.clientHeight < NEAR_PX
  }

  function resized(): void {
    if (box.value) known = sizes(box.value)
    if (atEnd.value) toEnd()
  }

  function toEnd(): void {
    const el = box.value
    if (!el) return
    el.scrollTop = el.scrollHeight
    atEnd.value = true
  }

  // keepPlace runs a change above or below without moving what is being read: the first line in sight. Browsers with scroll
  // anchoring have done it already; the difference is then nothing.
  async function keepPlace(change: () => Promise<void>): Promise<void> {
    const el = box.value
    if (!el) return change()
    const edge = el.getBoundingClientRect().top
    const line = [...(inner.value?.children ?? [])].find((c) => !(c instanceof HTMLButtonElement) && c.getBoundingClientRect().bottom > edge)
    const before = line?.getBoundingClientRect().top ?? 0
    await change()
    await nextTick()
    if (line?.isConnected) el.scrollTop += line.getBoundingClientRect().top - before
  }

  onMounted(() => {
    toEnd()
    // Both the window onto the transcript (the composer grows, a keyboard opens) and its content change size.
    watching = new ResizeObserver(resized)
    if (box.value) watching.observe(box.value)
    if (inner.value) watching.observe(inner.value)
  })
  onActivated(() => {
    if (atEnd.value) toEnd()
    else if (box.value) box.value.scrollTop = top
  })
  onBeforeUnmount(() => watching?.disconnect())

  return { atEnd, measure, toEnd, keepPlace }
}
