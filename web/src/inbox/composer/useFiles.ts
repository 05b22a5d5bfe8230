// The files of ONE session's draft: what may be chosen, and why something may not.

import { computed, ref, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { kindOf, sizeText } from '@/files/say'
import type { Mode } from '@/lib/drafts'
import { useTranscripts } from '@/stores/transcripts'
import { useUploads, type Chosen } from '@/stores/uploads'

export function useFiles(session: string, mode: Ref<Mode>, fixing: Readonly<Ref<unknown>>) {
  const { t } = useI18n()
  const uploads = useUploads()
  const can = computed(() => useTranscripts().opened.get(session)?.detail?.capabilities ?? null)
  const files = computed(() => (mode.value === 'reply' ? uploads.of(session) : []))
  const kept = computed(() => mode.value === 'note' && uploads.of(session).length > 0)
  const refused = ref('') // why something that was chosen did not come along

  // closed says why no file may be chosen at all; empty = they may.
  const closed = computed(() => {
    if (mode.value === 'note') return t('composer.noFilesInNotes')
    if (fixing.value) return t('change.noFiles') // its texts came with the bar above the box
    return can.value?.max_file ? '' : t('composer.noFiles')
  })
  const settling = computed(() => files.value.filter((c) => c.state !== 'ready').length)

  function attach(list: readonly File[]): void {
    refused.value = closed.value
    if (closed.value) return
    const most = can.value?.max_file ?? 0
    const fit = list.filter((f) => f.size > 0 && f.size <= most)
    const [first] = list.filter((f) => !fit.includes(f))
    if (first) refused.value = first.size ? t('composer.fileTooBig', { name: first.name, size: sizeText(first.size), max: sizeText(most) }) : t('composer.fileEmpty', { name: first.name })
    uploads.add(session, fit)
  }

  // asDocument: a picture that is too large to be shown as one by the network.
  const asDocument = (c: Chosen) => kindOf(c.uploaded?.type ?? c.bytes?.type ?? '') === 'photo' && c.size > (can.value?.max_photo ?? 0)

  return { files, kept, closed, refused, settling, attach, asDocument, maxCaption: computed(() => can.value?.max_caption ?? 0) }
}
