import { ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { translate, type Translation } from './api'
import { Problem } from '@/api/http'
import { problemText } from '@/lib/problemText'

// One text that is asked for; an answer that comes after another question was put is dropped. A failure is words, and nothing else waits.
export function useTranslation(session: string) {
  const { t } = useI18n()
  const said = shallowRef<Translation | null>(null)
  const failed = ref('')
  const busy = ref(false)
  let asked = 0

  async function ask(text: string, to: string, from = ''): Promise<void> {
    const n = ++asked
    busy.value = true
    failed.value = ''
    try {
      const got = await translate(session, text, to, from)
      if (n !== asked) return
      said.value = got.failed || !got.asked ? null : got
      if (got.failed) failed.value = t('translate.failed', { why: t('translate.why.' + got.failed) })
    } catch (e) {
      if (!(e instanceof Problem)) throw e
      if (n === asked) failed.value = problemText(e)
    } finally {
      if (n === asked) busy.value = false
    }
  }

  function drop(): void {
    asked++
    said.value = null
    failed.value = ''
    busy.value = false
  }

  return { said, failed, busy, ask, drop }
}
