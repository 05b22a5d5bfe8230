// The form for texts of one's own and for proposals, fetched when somebody wants it, with the words for what is wrong in one.

import { pickerTexts } from '.'
import { addTexts } from '@/i18n'
import { settingsTexts } from '@/settings'

export const loadForm = async () => (await Promise.all([import('./EntryForm.vue'), addTexts(pickerTexts), addTexts(settingsTexts)]))[0]
