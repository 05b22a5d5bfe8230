import { beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { answerWith, freshDesk } from './fixtures'
import { useFindings } from '@/inbox/composer/useFindings'
import type { Mode } from '@/lib/drafts'

const block = { rule: 'forbidden.know', level: 'forbidden', action: 'block', phrase: '我不知道', start16: 0, end16: 4 }

describe('what the list is against (FBD-01)', () => {
  beforeEach(() => {
    freshDesk()
    vi.useFakeTimers()
  })

  async function pause(): Promise<void> {
    await nextTick()
    await vi.advanceTimersByTimeAsync(300)
  }

  it('is asked in a pause, stays while the phrase stands, and goes with it', async () => {
    const calls = answerWith([[/check/, () => ({ findings: [block] })]])
    await effectScope().run(async () => {
      const text = ref('')
      const { found, strictest } = useFindings('s1', text, ref<Mode>('reply'))
      text.value = '我不'
      await nextTick()
      text.value = '我不知道'
      await pause()
      expect(calls.length).toBe(1)
      expect(strictest.value).toBe('block')
      text.value = '我不知道啊'
      await nextTick()
      expect(found.value.length).toBe(1)
      text.value = '我查一下'
      await nextTick()
      expect(strictest.value).toBe('')
    })
  })

  it('is not asked for a note', async () => {
    const calls = answerWith([[/check/, () => ({ findings: [block] })]])
    await effectScope().run(async () => {
      const text = ref('')
      useFindings('s1', text, ref<Mode>('note'))
      text.value = '我不知道'
      await pause()
      expect(calls.length).toBe(0)
    })
  })
})
