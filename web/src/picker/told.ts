// A proposal for the scripts waits for a verdict, or one's own has one: said once, when it happens (SCR-24).

import { pickerTexts } from '.'
import { refreshOwn } from './own'
import { addTexts, i18n } from '@/i18n'
import { useAccount } from '@/stores/account'
import { useNotices } from '@/stores/notices'

export async function told(verdict = 'open'): Promise<void> {
  await addTexts(pickerTexts)
  useNotices().toast(i18n.global.t('picker.told.' + verdict), verdict === 'approved' ? 'ok' : 'info', { topic: 'proposal' })
  await refreshOwn(useAccount().me?.id ?? '')
}
