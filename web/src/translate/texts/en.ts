import type { TranslateTexts } from './zh-CN'

const texts: TranslateTexts = {
  translate: {
    do: 'Translate', busy: 'Translating…', hide: 'Hide the translation', machine: 'Machine translation', into: 'Into', take: 'Use it instead', taken: 'The translation stands in the box', failed: 'No translation: {why}',
    why: { timeout: 'the service did not answer in time', unreachable: 'the service cannot be reached', refused: 'the service refused', bad_answer: 'the answer makes no sense', too_big: 'the translation is too long' },
  },
}

export default texts
