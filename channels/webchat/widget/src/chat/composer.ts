import { byID } from './dom'
import type { Shelf } from './shelf'
import type { Translate } from './texts'

interface Needs {
  shelf: Shelf
  t(): Translate
  send(text: string): boolean // false: there is no room for more
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
  private saving = 0
  private readonly needs: Needs

  constructor(needs: Needs) {
    this.needs = needs
    this.field.value = needs.shelf.get('draft') ?? ''
    this.field.addEventListener('input', () => {
      this.full = false
      this.show()
      clearTimeout(this.saving)
      this.saving = window.setTimeout(() => this.save(), 300)
    })
    this.field.addEventListener('keydown', (e) => {
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
    this.show()
  }

  focus(): void {
    this.field.focus({ preventScroll: true })
  }

  show(): void {
    const t = this.needs.t()
    const over = lengthOf(this.field.value.trim()) - this.maxText
    const tooLong = this.maxText > 0 && over > 0
    const near = this.maxText > 0 && over > -Math.min(200, this.maxText / 10)
    const hint = this.full ? t('full') : tooLong ? t('tooLong', { n: over }) : near ? t('left', { n: -over }) : ''
    this.hint.textContent = hint || (this.ended ? t('endedHint') : '')
    this.hint.className = this.full || tooLong ? 'bad' : ''
    this.field.setAttribute('aria-invalid', String(tooLong))
    this.field.placeholder = t(this.ended ? 'placeholderEnded' : 'placeholder')
    this.button.classList.toggle('idle', !this.field.value.trim() || tooLong)
    this.grow()
  }

  private submit(): void {
    const text = this.field.value.trim()
    if (!text || (this.maxText > 0 && lengthOf(text) > this.maxText)) {
      this.focus()
      return
    }
    if (this.needs.send(text)) {
      this.field.value = ''
      this.save()
    } else this.full = true
    this.show()
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
