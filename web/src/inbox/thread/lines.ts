// Lines and messages in words.

import { outcomeName } from '@/inbox/panels/choices'
import { i18n } from '@/i18n'
import { signOf } from '@/lib/emoji'
import { useRoster } from '@/stores/roster'
import type { Message } from '@/api/types'

// writerOf is who wrote a message, as its reader knows them.
export function writerOf(m: Message, customer: string): string {
  if (m.role === 'customer') return customer // whoever wrote it down
  return m.author?.name || i18n.global.t('role.' + m.role)
}

// gistOf is a message in one line: its words, or what it is.
export function gistOf(m: Message): string {
  const { t, te } = i18n.global
  const file = m.files?.[0]
  const kind = file?.kind ?? m.kind
  const what = kind && kind !== 'text' && kind !== 'edit' && te('kind.' + kind) ? `[${t('kind.' + kind)}]` : ''
  return [what, m.text || m.note || file?.name].filter(Boolean).join(' ')
}

// lineKey names what a system line says: a session goes on because the customer wrote, or because somebody opened it again.
export function lineKey(m: Pick<Message, 'purpose' | 'author'>): string {
  return 'line.' + (m.purpose === 'line:reopened' && m.author ? 'opened_again' : m.purpose.replace(/^line:/, ''))
}

// lineDetail is what a system line carries beside its purpose: a group, an outcome or a reason.
export function lineDetail(purpose: string, text: string): string {
  if (purpose === 'line:transferred') return useRoster().groupName(text)
  if (purpose === 'line:reopened') return text // in somebody's own words
  if (purpose === 'line:waived') return text && i18n.global.t('line.thank')
  if (purpose === 'line:closed') return outcomeName({ id: text, name: text })
  if (purpose === 'line:reacted' || purpose === 'line:unreacted') return signOf(text)
  const { t, te } = i18n.global
  return te(`reason.${text}`) ? t(`reason.${text}`) : text
}
