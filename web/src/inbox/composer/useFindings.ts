// What the department's list is against in the text being written: asked of the server in every pause of typing. It is
// help only; the server decides when the text is sent.

import { computed, onScopeDispose, ref, watch, type Ref } from 'vue'
import * as desk from '@/api/desk'
import { Problem } from '@/api/http'
import type { Finding } from '@/api/types'
import type { Mode } from '@/lib/drafts'

const PAUSE_MS = 300

export function useFindings(session: string, text: Ref<string>, mode: Ref<Mode>) {
  const found = ref<Finding[]>([])
  let about = '' // the text that found belongs to
  let pause: ReturnType<typeof setTimeout> | undefined

  watch([text, mode], () => {
    clearTimeout(pause)
    // What was found stays on the screen while it still stands in the text.
    found.value = mode.value === 'reply' ? found.value.filter((f) => text.value.slice(f.start16, f.end16) === about.slice(f.start16, f.end16)) : []
    if (mode.value === 'reply' && text.value.trim()) pause = setTimeout(ask, PAUSE_MS)
    else found.value = []
  })
  onScopeDispose(() => clearTimeout(pause))

  async function ask(): Promise<void> {
    const asked = text.value
    try {
      const answer = await desk.check(session, asked)
      if (asked !== text.value || mode.value !== 'reply') return
      about = asked
      found.value = answer.findings
    } catch (e) {
      if (!(e instanceof Problem)) throw e // out of reach: the server looks again when the text is sent
    }
  }

  const strictest = computed(() => (['block', 'ask', 'warn'] as const).find((a) => found.value.some((f) => f.action === a)) ?? '')
  return { found, strictest }
}
