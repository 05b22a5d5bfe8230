// What keeps a session from being closed with its closing script (FLW-04, SCR-15), in words, and the way to where it can be made good. The
// server decides; what it says comes first.

import { computed } from 'vue'
import { i18n } from '@/i18n'
import { toExecute, toPass, toReport } from '@/inbox/flow/duties'
import { stepName } from '@/inbox/flow/steps'
import { problemText } from '@/lib/problemText'
import { useMatters } from '@/stores/matters'
import { usePanels } from '@/stores/panels'
import type { Ask, Matter, StepName } from '@/api/matter'
import type { Row } from '@/api/types'

export interface Lack {
  code: string // of the refusal
  n?: number // of the question that something is owed because of
  words: string
  step: StepName | ''
}

// owedOf is what a question inside the house keeps open (ESC-02, ESC-03, FLW-11), as the server judges it.
function owedOf(asks: readonly Ask[]): Lack | null {
  for (const k of asks) {
    const code = toReport(k).length ? 'report_owed' : toExecute(k) ? 'instruction_open' : toPass(k) ? 'answer_kept' : ''
    if (code) return { code, n: k.n, words: problemText({ code }), step: '' }
  }
  return null
}

export function useLacking(row: () => Row, matter: () => Matter, refused: () => string) {
  const panels = usePanels()
  const matters = useMatters()

  const lacking = computed<Lack | null>(() => {
    const step = /^step_(\w+)$/.exec(refused())?.[1] as StepName | undefined
    if (step) return { code: refused(), words: problemText({ code: refused() }), step }
    if (refused() === 'promise_open' || matter().promises.length > 0) return { code: 'promise_open', words: i18n.global.t('close.promise'), step: '' }
    const owed = owedOf(matter().asks)
    if (owed) return owed
    if (refused() === 'apology_first') return { code: refused(), words: problemText({ code: refused() }), step: '' }
    if ((refused() === 'confirm_first' || matters.choices.confirm) && !matter().confirmed) return { code: 'confirm_first', words: i18n.global.t('close.confirm'), step: '' }
    const next = matter().next_step
    if (!matters.choices.steps || !next || next === 'fed_back') return null
    return { code: 'step_' + next, words: i18n.global.t('close.step', { step: stepName(next, row().flow) }), step: next }
  })

  function go(lack: Lack): void {
    const promise = matter().promises[0]
    if (lack.code === 'promise_open') return promise ? panels.lead('settle', { n: promise.n }) : close()
    if (lack.code === 'report_owed' || lack.code === 'instruction_open') return panels.lead('follow', { n: lack.n ?? 0, as: lack.code === 'report_owed' ? 'reported' : 'executed' })
    if (lack.step === 'verified') return panels.lead('finding')
    if (lack.step === 'declared') return panels.lead('ask', { kind: 'department', department: matters.technical() })
    if (lack.step !== 'specialist') return close()
    const c = matters.category(row().category)
    panels.lead('transfer', { group: matters.groupOf(row().category) || row().group, category: row().category, speciality: c?.speciality ?? '' })
  }

  // The composer stands where the panel was.
  function close(): void {
    panels.open = null
  }

  return { lacking, go }
}
