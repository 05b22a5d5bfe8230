// A review under way. It begins empty: what the machine hints at never fills in a verdict (ui.md 4.3). One thing does, and
// a person may overrule it with a reason: unanswered within the limit (FBD-03). Kept on this device until it is submitted.

import { reactive, shallowRef, watch } from 'vue'
import type { Criterion, Held } from '@/api/types'
import { newClientID } from '@/lib/ids'
import { forget, keep, recall } from '@/lib/storage'
import type { Item, Judged, Reason, Scorecard, Verdict } from './api'

export interface Line {
  verdict: Verdict | ''
  seq: number
  missing: boolean
  note: string
  reason: string
  overruled: string // why what the machine found does not hold
  premarked: boolean // the machine's finding was filled in once; what a person makes of it stays
}

export interface Draft {
  client_id: string
  follows: number
  lines: Partial<Record<Criterion, Line>>
  note: string
  seconds: number
}

const PREFIX = 'firstline.review.'
const empty = (): Line => ({ verdict: '', seq: 0, missing: false, note: '', reason: '', overruled: '', premarked: false })

// What keeps a criterion from being submitted.
export type Lack = 'verdict' | 'pointer' | 'reason' | 'note' | 'overruled'

export function useDraft(key: string, item: Item, card: Scorecard) {
  const kept = recall<Draft>(PREFIX + key)
  const follows = item.review?.n ?? 0
  const draft = reactive<Draft>({ client_id: newClientID(), follows, lines: {}, note: '', seconds: 0 })
  // A draft from before somebody else's review would judge what its writer has not seen.
  if (kept && kept.follows === follows) Object.assign(draft, kept)
  for (const c of card.criteria) draft.lines[c.id] = { ...empty(), ...draft.lines[c.id] }
  const held = shallowRef<readonly Held[]>([])

  const line = (c: Criterion): Line => draft.lines[c]!
  const open = (): number => card.criteria.filter((c) => !line(c.id).verdict).length
  const reasons = (c: Criterion): Reason[] => card.reasons.filter((r) => !r.criteria.length || r.criteria.includes(c))
  const found = (c: Criterion): Held[] => held.value.filter((h) => reasons(c).some((r) => r.automatic === h.what))

  function lack(c: Criterion): Lack | null {
    const l = line(c)
    if (!l.verdict) return 'verdict'
    if (l.verdict !== 'fail') return found(c).length && !l.overruled.trim() ? 'overruled' : null
    if (!l.seq) return 'pointer'
    if (reasons(c).length && !l.reason) return 'reason'
    return reasons(c).find((r) => r.id === l.reason)?.note && !l.note.trim() ? 'note' : null
  }
  const lacking = () => card.criteria.find((c) => lack(c.id))

  // premark fills in what the machine has found, once: what the reader makes of it then is the reader's.
  function premark(findings: readonly Held[]): void {
    held.value = findings
    for (const c of card.criteria) {
      const first = found(c.id)[0]
      const l = line(c.id)
      if (!first || l.premarked) continue
      l.premarked = true
      if (l.verdict) continue
      Object.assign(l, { verdict: 'fail', seq: first.seq, reason: reasons(c.id).find((r) => r.automatic === first.what)?.id ?? '' })
    }
  }
  const failed = (): number => card.criteria.filter((c) => line(c.id).verdict === 'fail').length

  function judge(c: Criterion, verdict: Verdict, seq = 0): void {
    const l = line(c)
    l.verdict = l.verdict === verdict && !(verdict === 'fail' && seq && !l.seq) ? '' : verdict
    if (l.verdict === 'fail' && seq && !l.seq) l.seq = seq
    if (l.verdict !== 'fail') [l.seq, l.missing, l.reason] = [0, false, '']
  }

  const judged = (): Judged[] =>
    card.criteria.map((c) => {
      const l = line(c.id)
      return {
        criterion: c.id,
        verdict: l.verdict || 'na',
        ...(l.seq ? { seq: l.seq } : {}),
        ...(l.missing ? { missing: true } : {}),
        ...(l.note.trim() ? { note: l.note.trim() } : {}),
        ...(l.verdict === 'fail' && l.reason ? { reason: l.reason } : {}),
        ...(l.verdict !== 'fail' && found(c.id).length ? { overruled: l.overruled.trim() } : {}),
      }
    })

  const stop = watch(draft, () => keep(PREFIX + key, draft), { deep: true })
  function drop(): void {
    stop()
    forget(PREFIX + key)
  }

  return { draft, line, open, reasons, found, lack, lacking, premark, failed, judge, judged, drop }
}

export type Drafting = ReturnType<typeof useDraft>
