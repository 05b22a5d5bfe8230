// A failure in the reader's words where we know it, in the server's otherwise.

import { i18n } from '@/i18n'

export interface Told {
  code: string
  title?: string
  detail?: string
}

export function problemText(p: Told): string {
  const { t, te } = i18n.global
  const key = `problem.${p.code}`
  return te(key) ? t(key) : p.detail || p.title || t('problem.unknown')
}
