// What a system line carries beside its purpose: a group, an outcome or a reason, in words.

import { outcomeName } from '@/inbox/panels/choices'
import { i18n } from '@/i18n'
import { useRoster } from '@/stores/roster'

export function lineDetail(purpose: string, text: string): string {
  if (purpose === 'line:transferred') return useRoster().groupName(text)
  if (purpose === 'line:closed') return outcomeName({ id: text, name: text })
  const { t, te } = i18n.global
  return te(`reason.${text}`) ? t(`reason.${text}`) : text
}
