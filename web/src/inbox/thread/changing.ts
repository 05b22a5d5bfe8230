// The buttons at one's own replies, with their words: both are fetched when somebody sees such a reply.

import ChangeButtons from './ChangeButtons.vue'
import { changeTexts } from './changeTexts'
import { addTexts } from '@/i18n'

export async function load() {
  await addTexts(changeTexts)
  return ChangeButtons
}
