// The names of outcomes and categories. Outcomes are the service code's own: we know them in every language.

import { i18n } from '@/i18n'
import type { Choice } from '@/api/types'

export function outcomeName(choice: Choice): string {
  const { t, te } = i18n.global
  return te('outcome.' + choice.id) ? t('outcome.' + choice.id) : choice.name || choice.id
}

export function categoryName(choice: Choice): string {
  return choice.name || choice.id
}
