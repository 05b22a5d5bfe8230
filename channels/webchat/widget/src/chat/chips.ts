import { byID, el, icon } from './dom'
import { size } from './media'
import { isTextKey, type Translate } from './texts'
import type { Chosen, Uploads } from './upload'

/** The chosen files above the field, each with how far it is. Drawn anew with every change; the focus stays where it is. */
export class Chips {
  private readonly list = byID('files')

  constructor(
    private readonly uploads: Uploads,
    private readonly t: () => Translate,
  ) {}

  draw(): void {
    const held = (document.activeElement as HTMLElement | null)?.dataset.file
    this.list.hidden = this.uploads.list.length === 0
    this.list.replaceChildren(...this.uploads.list.map((c) => this.chip(c)))
    if (held) this.list.querySelector<HTMLElement>(`[data-file="${held}"]`)?.focus()
  }

  private chip(c: Chosen): HTMLElement {
    const t = this.t()
    const code = `upload_${c.code}`
    const why = isTextKey(code) ? t(code) : ''
    const said = { waiting: why || t('waiting'), uploading: `${Math.round(c.part * 100)}%`, ready: size(c.file.size), failed: why || t('upload_failed') }[c.state]
    const chip = el('li', { class: c.state }, c.preview ? el('img', { src: c.preview, alt: '' }) : icon('file'), el('span', {}, el('b', {}, c.file.name), el('small', {}, said)))
    if (c.state === 'failed') chip.append(this.button(c, 'retry', 'quiet', t('retry'), () => this.uploads.retry(c.key)))
    const label = t('fileRemove', { name: c.file.name })
    const remove = this.button(c, 'x', 'icon', '', () => this.uploads.remove(c.key))
    remove.setAttribute('aria-label', label)
    remove.append(icon('close'))
    chip.append(remove)
    if (c.state === 'uploading') chip.append(el('progress', { max: '1', value: String(c.part), 'aria-label': c.file.name }))
    return chip
  }

  private button(c: Chosen, what: string, looks: string, label: string, press: () => void): HTMLButtonElement {
    const button = el('button', { type: 'button', class: looks, 'data-file': c.key + what }, label)
    button.addEventListener('click', press)
    return button
  }
}
