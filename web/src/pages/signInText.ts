// What a refused sign-in says, with how long one waits.

import { i18n } from '@/i18n'
import type { Problem } from '@/api/http'
import { problemText } from '@/lib/problemText'

export function signInText(p: Problem): string {
  const { t } = i18n.global
  if (p.code === 'locked') return t('door.locked', { n: Math.max(1, Math.ceil(p.retryAfterS / 60)) })
  return p.unreachable ? t('door.unreachable') : problemText(p)
}
