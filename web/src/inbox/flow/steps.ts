// The names of steps: some are called otherwise on another way.

import { i18n } from '@/i18n'
import type { Flow, StepName } from '@/api/matter'

export function stepName(name: StepName, flow: Flow): string {
  const { t, te } = i18n.global
  const own = `flow.step.${name}_${flow}`
  return te(own) ? t(own) : t(`flow.step.${name}`)
}
