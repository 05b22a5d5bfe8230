// Texts in another language, by the department's own service. Everything of it is fetched when a message is to be translated.

import type { Component } from 'vue'
import { addTexts, type Texts } from '@/i18n'

const texts: Texts = {
  'zh-CN': () => import('./texts/zh-CN'),
  'zh-TW': () => import('./texts/zh-TW'),
  en: () => import('./texts/en'),
}

const withTexts = async <T extends Component>(part: Promise<{ default: T }>): Promise<T> => (await Promise.all([part, addTexts(texts)]))[0].default

export const loadLine = () => withTexts(import('./TranslateLine.vue'))
export const loadBar = () => withTexts(import('./TranslateBar.vue'))
