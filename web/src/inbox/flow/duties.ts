// What is owed because of a question inside the house (ESC-02, ESC-03, FLW-11), as sessions/duty.go judges it.

import type { Ask } from '@/api/matter'
import type { Me, Rank, Row } from '@/api/types'

export const isOpen = (k: Ask): boolean => !k.answered_at

// toReport are the levels that were skipped for urgency and have still to be told.
export const toReport = (k: Ask): Rank[] => (k.duties ? (k.skipped ?? []).filter((level) => !k.reported?.some((r) => r.level === level)) : [])

export const toExecute = (k: Ask): boolean => !!k.duties && k.kind === 'escalation' && !isOpen(k) && !k.executed_at

export const toPass = (k: Ask): boolean => !!k.duties && k.kind === 'department' && !isOpen(k) && !k.passed_at

// contested says that the superior has to insist, or to change the instruction.
export const contested = (k: Ask): boolean => toExecute(k) && !!k.dissent_at && !k.insisted_at

// waits says that those who were asked owe an answer.
export const waits = (k: Ask): boolean => isOpen(k) || contested(k)

// skippedMe says that I am a superior who was passed by and has still to be told; a lead only in the own groups.
export const skippedMe = (k: Ask, row: Row, me: Me): boolean => toReport(k).includes(me.rank) && (me.rank !== 'lead' || me.groups.includes(row.group))

// owedAt is since when, or until when, I owe somebody an answer because of the session, the earliest of all (FLW-11); 0 when
// nothing is owed. asked says whether a question was put to me.
export function owedAt(row: Row, me: Me, asked: (k: Ask) => boolean): number {
  const due: number[] = []
  for (const k of row.asks ?? []) {
    if (waits(k) && asked(k)) due.push(Math.max(k.at, k.dissent_at ?? 0))
    if (toReport(k).length > 0 && k.by === me.id) due.push(k.at)
    else if ((toExecute(k) && k.by === me.id) || (toPass(k) && row.holder?.id === me.id)) due.push(k.answered_at ?? 0)
  }
  if (row.promised_at && row.holder?.id === me.id) due.push(row.promised_at)
  return due.length ? Math.min(...due) : 0
}

// mayFollow says whose it is to report and to carry out: who asked, who has the session, who may act for them.
export const mayFollow = (k: Ask, row: Row, me: Me): boolean => k.by === me.id || row.holder?.id === me.id || me.permissions.includes('act_any')
