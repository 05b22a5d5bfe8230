// The files of a script on their way into an answer: each becomes an upload of one's own, which belongs to the session's draft.

import { addTexts, i18n } from '@/i18n'
import { attachScriptFile, type ScriptFile } from '@/api/scripts'
import { Problem } from '@/api/http'
import { sizeText } from '@/files/say'
import { problemText } from '@/lib/problemText'
import { useNotices } from '@/stores/notices'
import { useUploads } from '@/stores/uploads'
import { pickerTexts } from '.'

// attach puts the files into the draft; false when one of them did not come along, which is said.
export async function attach(session: string, files: readonly ScriptFile[], most: number): Promise<boolean> {
  await addTexts(pickerTexts)
  const { t } = i18n.global
  let all = true
  for (const f of files) {
    try {
      if (f.size > most) throw new Problem(0, '', t('composer.fileTooBig', { name: f.name, size: sizeText(f.size), max: sizeText(most) }))
      useUploads().giveBack(session, await attachScriptFile(f.id))
    } catch (e) {
      if (!(e instanceof Problem)) throw e
      all = false
      useNotices().toast(t('picker.fileLost', { name: f.name, why: problemText(e) }), 'bad')
    }
  }
  return all
}
