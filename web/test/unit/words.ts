// The words that main.ts waits for before anything is drawn.

import { setLocale } from '@/i18n'

await setLocale('zh-CN')
