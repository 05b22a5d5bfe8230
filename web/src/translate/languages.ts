import { shallowReactive } from 'vue'

// Which language a customer writes, as far as the service has said so: an answer is offered in it.

const spoken = shallowReactive(new Map<string, string>())

export const heard = (session: string, language: string): void => void (language && spoken.set(session, language))
export const languageOf = (session: string): string => spoken.get(session) ?? ''

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
