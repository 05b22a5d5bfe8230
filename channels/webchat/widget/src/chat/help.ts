import { byID, el } from './dom'
import { size } from './media'
import type { TextKey, Translate } from './texts'

/** What a visitor may want to know of this page. */
const pieces: readonly TextKey[] = ['helpHuman', 'keys', 'helpFiles', 'helpKept']

/** The help, over the page until Escape, the button, or a press beside it. Browsers without dialogs show it in the log's place. */
export const help = (t: Translate, maxFile: number): void => {
  const dialog = el('dialog', { class: 'help', 'aria-labelledby': 'help-title' })
  const close = el('button', { type: 'button', class: 'send' }, t('close'))
  const list = pieces.filter((p) => p !== 'helpFiles' || maxFile > 0).map((p) => el('li', {}, t(p, { max: size(maxFile) })))
  dialog.append(el('h2', { id: 'help-title' }, t('help')), el('ul', {}, ...list), close)
  close.addEventListener('click', () => end())
  dialog.addEventListener('click', (e) => e.target === dialog && end())
  dialog.addEventListener('keydown', (e) => e.stopPropagation()) // Escape closes this, not the panel
  dialog.addEventListener('close', () => end())
  const end = () => {
    dialog.remove()
    byID('help').focus()
  }
  document.body.append(dialog)
  if (dialog.showModal) dialog.showModal()
  else dialog.setAttribute('open', '')
  close.focus()
}
