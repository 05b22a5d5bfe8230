export type Locale = 'zh-CN' | 'zh-TW' | 'en'

export const locales: readonly Locale[] = ['zh-CN', 'zh-TW', 'en']

/** The first of our languages that someone prefers, or null. Traditional script is told by its script or its places. */
export const matchLocale = (tags: readonly (string | null | undefined)[]): Locale | null => {
  for (const tag of tags) {
    if (!tag) continue
    if (/^zh\b.*\b(hant|tw|hk|mo)\b/i.test(tag)) return 'zh-TW'
    if (/^zh\b/i.test(tag)) return 'zh-CN'
    if (/^en\b/i.test(tag)) return 'en'
  }
  return null
}
