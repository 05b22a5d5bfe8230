// What speaks against "solved", which is what most sessions end as: it is proposed only where nothing does (ui.md 1.6.2).

import { toExecute, toPass, toReport, waits } from '@/inbox/flow/duties'
import type { CaseRow } from '@/api/cases'
import type { Matter } from '@/api/matter'
import type { Row } from '@/api/types'

export const PROPOSED = 'solved'

export type Doubt = 'unanswered' | 'trouble' | 'question' | 'promise' | 'complaint'

// doubtOf names the first thing; empty where there is none. A complaint whose entries are not known counts as open.
export function doubtOf(row: Row, matter: Matter, cases: readonly CaseRow[] | undefined): Doubt | '' {
  if (row.unanswered > 0) return 'unanswered'
  if (row.delivery_trouble) return 'trouble'
  if (matter.asks.some((k) => waits(k) || toReport(k).length > 0 || toExecute(k) || toPass(k))) return 'question'
  if (matter.promises.length > 0) return 'promise'
  return row.register && !(cases?.length && cases.every((c) => c.closed_at)) ? 'complaint' : ''
}
