import { byID } from './dom'
import type { Shelf } from './shelf'
import type { Translate } from './texts'
import type { Uploads } from './upload'

interface Needs {
  shelf: Shelf
  t(): Translate
  uploads: Uploads
  send(text: string): boolean // false: it stays here, and why was said
  wrote(text: string): void // the text has changed
}

/** How many characters a text has, as the server counts them. */
export const lengthOf = (text: string): number => Array.from(text).length

/** The field below the log: it grows, keeps its draft, and sends with Enter unless an input method is at work. */
export class Composer {
  maxText = 4000
  ended = false
  private readonly field = byID<HTMLTextAreaElement>('text')
  private readonly button = byID<HTMLButtonElement>('send')
  private readonly hint = byID('hint')
  private full = false
  private taken = false // by the visitor, not by the page
  private trouble = '' // with a file that was chosen, in words
  private saving = 0
  private readonly needs: Needs

  constructor(needs: Needs) {
    this.needs = needs
    this.field.value ||= needs.shelf.get('draft') ?? '' // what was typed before the page was alive stays
    this.field.addEventListener('input', () => {
      this.full = false
      this.trouble = ''
      this.show()
      needs.wrote(this.field.value)
      clearTimeout(this.saving)
      this.saving = window.setTimeout(() => this.save(), 300)
    })
    this.field.addEventListener('pointerdown', () => (this.taken = true))
    this.field.addEventListener('keydown', (e) => {
      this.taken = true
      // 229 is what some browsers send while a word is being composed, and Safari for the Enter that ends it
      if (e.key !== 'Enter' || e.shiftKey || e.isComposing || e.keyCode === 229) return
      e.preventDefault()
      this.submit()
    })
    byID('composer').addEventListener('submit', (e) => {
      e.preventDefault()
      this.submit()
    })
    addEventListener('pagehide', () => this.save())
    this.takeFiles()
    this.show()
  }

  focus(): void {
    this.field.focus({ preventScroll: true })
  }

  /** Says that there is no room for more. */
  refuse(): void {
    this.full = true
    this.show()
    this.focus()
  }

  /** Whether somebody is writing here: nothing else takes its place. */
  get busy(): boolean {
    return !!this.field.value || (this.taken && document.activeElement === this.field)
  }

  get text(): string {
    return this.field.value.trim()
  }

  put(text: string): void {
    this.field.value = text
    this.save()
    this.show()
  }

  /** Says what is in the way of sending, or why a file did not come along. */
  complain(words: string): void {
    this.trouble = words
    this.show()
  }

  /** Files come by the button, with a paste, or dropped anywhere on the page. */
  private takeFiles(): void {
    const { uploads } = this.needs
    const input = byID<HTMLInputElement>('choose')
    byID('attach').addEventListener('click', () => input.click())
    input.addEventListener('change', () => {
      uploads.add(Array.from(input.files ?? []))
      input.value = '' // the same file can be chosen again
    })
    this.field.addEventListener('paste', (e) => {
      const data = e.clipboardData
      if (!uploads.maxFile || !data?.files.length || data.types.includes('text/plain')) return // a picture of copied words
      e.preventDefault()
      uploads.add(Array.from(data.files))
    })
    const brings = (e: DragEvent) => !!e.dataTransfer?.types.includes('Files')
    const over = (on: boolean) => byID('drop').toggleAttribute('hidden', !on || !uploads.maxFile)
    addEventListener('dragover', (e) => {
      if (!brings(e)) return
      e.preventDefault() // or the browser leaves for the file
      over(true)
    })
    addEventListener('dragleave', (e) => e.relatedTarget || over(false))
    addEventListener('drop', (e) => {
      if (!brings(e)) return
      e.preventDefault()
      over(false)
      uploads.add(Array.from(e.dataTransfer!.files))
    })
  }

  show(): void {
    const t = this.needs.t()
    byID('attach').hidden = !this.needs.uploads.maxFile
    const over = lengthOf(this.field.value.trim()) - this.maxText
    const tooLong = this.maxText > 0 && over > 0
    const near = this.maxText > 0 && over > -Math.min(200, this.maxText / 10)
    const hint = this.trouble || this.full ? this.trouble || t('full') : tooLong ? t('tooLong', { n: over }) : near ? t('left', { n: -over }) : ''
    this.hint.textContent = hint || (this.ended ? t('endedHint') : '')
    this.hint.className = this.trouble || this.full || tooLong ? 'bad' : ''
    this.field.setAttribute('aria-invalid', String(tooLong))
    this.field.placeholder = t(this.ended ? 'placeholderEnded' : 'placeholder')
    this.button.classList.toggle('idle', (!this.field.value.trim() && !this.needs.uploads.list.length) || this.needs.uploads.busy || tooLong)
    this.grow()
  }

  private submit(): void {
    const text = this.field.value.trim()
    const { list, busy } = this.needs.uploads
    if ((!text && !list.length) || busy || (this.maxText > 0 && lengthOf(text) > this.maxText)) {
      this.focus()
      return
    }
    if (!this.needs.send(text)) return
    this.trouble = ''
    this.put('')
    this.focus()
  }

  private save(): void {
    if (this.field.value) this.needs.shelf.set('draft', this.field.value)
    else this.needs.shelf.remove('draft')
  }

  private grow(): void {
    this.field.style.height = 'auto'
    this.field.style.height = `${this.field.scrollHeight + 2}px` // the CSS sets the most
  }
}
