// A failure in the reader's words where we know it, in the server's otherwise.

import { i18n } from '@/i18n'
import { useAccount } from '@/stores/account'

export interface Told {
  code: string
  title?: string
  detail?: string
}

// What the texts may name that the failure does not.
const least = (): number => useAccount().boot?.min_password ?? 8

export function problemText(p: Told): string {
  const { t, te } = i18n.global
  const key = `problem.${p.code}`
  return te(key) ? t(key, { n: least() }) : p.detail || p.title || t('problem.unknown')
}
