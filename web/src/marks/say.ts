// Marks in words.

import type { Mark } from '@/api/types'
import { i18n } from '@/i18n'
import { secondsText, targetText } from '@/lib/time'
import { useRoster } from '@/stores/roster'

// sentence is what a mark says.
export function sentence(mark: Mark): string {
  const { t, te } = i18n.global
  const roster = useRoster()
  const who = mark.agent ? roster.agentName(mark.agent) : ''
  const phrase = mark.phrase ? `“${mark.phrase}”` : mark.detail && mark.rule === 'W1' ? ` (${mark.detail})` : ''
  const values = {
    who, phrase, kind: te('marks.kind.' + mark.rule) ? t('marks.kind.' + mark.rule) : '', s: secondsText(mark.ms ?? 0), target: targetText(mark.target_ms ?? 0),
    over: secondsText((mark.ms ?? 0) - (mark.target_ms ?? 0)), detail: detail(mark),
  }
  const how = mark.detail && te('marks.how.' + mark.detail) ? t('marks.how.' + mark.detail) : ''
  return (te('marks.what.' + mark.what) ? t('marks.what.' + mark.what, values) : mark.what) + (mark.rule === 'G2' ? how : '')
}

function detail(mark: Mark): string {
  const { t, te } = i18n.global
  const d = mark.detail ?? ''
  if (mark.what === 'transferred') return useRoster().groupName(d)
  for (const key of [`skip.${d}`, `reason.${d}`]) if (d && te(key)) return t(key)
  return d
}

// shares says whose the seconds of a turn were.
export function shares(mark: Mark): string {
  const { t } = i18n.global
  const name = (p: NonNullable<Mark['parts']>[number]) => (p.whose === 'agent' ? useRoster().agentName(p.agent) : t('marks.whose.' + p.whose))
  return (mark.parts ?? []).filter((p) => p.ms >= 50).map((p) => t('marks.part', { whose: name(p), s: secondsText(p.ms) })).join(' · ')
}

// loud says whether a mark is something to look at, not only something that is as it should be.
export function loud(mark: Mark): boolean {
  return !['unified_present', 'agent_present', 'present', 'turn', 'turn_away', 'turn_waiting', 'transferred', 'reopened', 'opened_again', 'waived_thanks', 'by_hand', 'away'].includes(mark.what)
}
