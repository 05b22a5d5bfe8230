import { shallowReactive } from 'vue'
import { useAccount } from '@/stores/account'

// Which language a customer writes, as far as the service has said so: an answer is offered in it. Whoever signs in next starts anew.

const spoken = shallowReactive(new Map<string, string>())

const key = (session: string): string => `${useAccount().me?.id ?? ''}|${session}`
export const heard = (session: string, language: string): void => void (language && spoken.set(key(session), language))
export const languageOf = (session: string): string => spoken.get(key(session)) ?? ''

// Offered for answers, each named in itself; the customer's own comes first where it is known.
export const OFFERED = ['en', 'ja', 'ko', 'fr', 'de', 'es', 'ru', 'th', 'vi', 'zh-TW', 'zh-CN']

export function offered(session: string): string[] {
  const own = languageOf(session)
  return own ? [own, ...OFFERED.filter((l) => l !== own)] : OFFERED
}

export function nameOf(language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language
  } catch {
    return language // the service's own name for it
  }
}
