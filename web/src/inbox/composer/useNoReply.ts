// Whether what the customer wrote may be left without a reply (无需回复), and saying so.

import { computed, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import * as desk from '@/api/desk'
import { Problem } from '@/api/http'
import { problemText } from '@/lib/problemText'
import { useNotices } from '@/stores/notices'
import { useTranscripts } from '@/stores/transcripts'

export function useNoReply(session: string) {
  const { t } = useI18n()
  const notices = useNotices()
  const detail = computed(() => useTranscripts().opened.get(session)?.detail)
  const offer = computed(() => detail.value?.no_reply ?? '')
  const waived = computed(() => detail.value?.matter.waived ?? null)
  const busy = ref(false)

  async function say(undo: boolean): Promise<void> {
    if (busy.value) return
    busy.value = true
    try {
      // It is about what stands on the screen, not about a question that comes in the same moment.
      await desk.noReply(session, undo ? { undo } : { seen_seq: useTranscripts().opened.get(session)?.transcript?.messages.at(-1)?.seq ?? 0 })
      await useTranscripts().loadDetail(session)
      if (undo) notices.toast(t('noReply.undone'), 'info', { topic: 'noReply' + session })
      else notices.toast(t('noReply.done'), 'ok', { topic: 'noReply' + session, undo: () => void say(true) })
    } catch (e) {
      if (!(e instanceof Problem)) throw e
      notices.toast(problemText(e), 'bad')
    } finally {
      busy.value = false
    }
  }

  return { offer, waived, busy, waive: () => say(false), unwaive: () => say(true) }
}
