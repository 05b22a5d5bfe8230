import { describe, expect, it } from 'vitest'
import { i18n } from '@/i18n'
import en from '@/i18n/en'
import { places, words } from './words_of'

const english = words('en', en)

describe('English', () => {
  // Numbers and their nouns agree: with one of something, neither the noun nor what it does is in the plural.
  const AGREES = /^(?:as|has|is|was|his|its|this|s|less|needs|stays|waits|fails)$/
  const said = (key: string, n: number) => i18n.global.t(key, { n, of: 9, max: 9, s: 9, name: 'X', group: 'X', names: 'X', texts: 'X', status: 'X', first: 'X' }, { locale: 'en' })
  const manyOf = (text: string): boolean => {
    const [, noun = '', next = ''] = /(?<!first |beyond )\b1 (?:(?:failed|eligible|more|earlier)\s)?([a-z]+)(?:\s([a-z]+))?/.exec(text) ?? []
    return (/s$|^(?:people|criteria)$/.test(noun) && !AGREES.test(noun)) || /^(?:are|were|have|need|wait|stay)$/.test(noun) || /^(?:are|were|have|need|wait|stay|fail)$/.test(next)
  }

  it('has a form for one wherever it counts', () => {
    i18n.global.mergeLocaleMessage('en', en)
    for (const [path, texts] of Object.entries(places)) if (path.endsWith('/en.ts')) i18n.global.mergeLocaleMessage('en', texts.default)
    const counts = [...english].filter(([, text]) => text.includes('{n}')).map(([key]) => key)
    expect(counts.length).toBeGreaterThan(60)
    expect(counts.map((key) => said(key, 1)).filter(manyOf)).toEqual([])
    expect(counts.filter((key) => said(key, 1).includes('|') || said(key, 2).includes('|'))).toEqual([])
    expect([said('thread.caughtUp', 1), said('thread.caughtUp', 2)]).toEqual(['Caught up: 1 message', 'Caught up: 2 messages'])
  })
})
