// Why a message was not taken, in words.

import { i18n } from '@/i18n'

// reasonText is the reason in the reader's language; a code that is not known yet stands for itself.
export function reasonText(reason: string): string {
  const { t, te } = i18n.global
  return te(`deliveryReason.${reason}`) ? t(`deliveryReason.${reason}`) : reason
}
