// What stands in the place of a message that cannot be drawn, with its words: fetched when there is one.

import BrokenMessage from './BrokenMessage.vue'
import { changeTexts } from './changeTexts'
import { addTexts } from '@/i18n'

export async function load() {
  await addTexts(changeTexts)
  return BrokenMessage
}
