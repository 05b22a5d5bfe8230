import { byID, el } from './dom'
import type { TextKey, Translate } from './texts'

export interface Field {
  id: string
  label: TextKey
  long?: boolean
  must?: boolean
  auto?: AutoFill
  value?: string
}

interface Ask {
  title: TextKey
  more?: TextKey
  fields: readonly Field[]
  leave: TextKey // what the button says that goes without an answer
  done(said: Record<string, string>, sent: boolean): void // what stood in it, also where the visitor goes without
}

const longest = 200

/** A few questions in the place of the field below the log. Escape and the second button go without an answer; nothing is lost by a change of the language. */
export class Form {
  private ask: Ask | null = null
  private readonly place = byID('form')
  private readonly t: () => Translate

  constructor(t: () => Translate) {
    this.t = t
  }

  get open(): boolean {
    return this.ask !== null
  }

  show(ask: Ask, focus: boolean): void {
    this.ask = ask
    this.draw({})
    if (focus) this.focus()
  }

  redraw(): void {
    if (this.ask) this.draw(this.said())
  }

  focus(): void {
    this.place.querySelector<HTMLElement>('input, textarea')?.focus()
  }

  close(): void {
    this.ask = null
    this.place.replaceChildren()
    byID('composer').hidden = false
    byID('text').focus()
  }

  private draw(kept: Record<string, string>): void {
    const t = this.t()
    const ask = this.ask!
    const head = el('h2', { id: 'form-title' }, t(ask.title))
    const fields = ask.fields.map((f) => {
      const basics = { id: `f-${f.id}`, name: f.id, maxlength: String(f.long ? 2000 : longest), ...(f.must ? { required: '' } : {}), ...(f.auto ? { autocomplete: f.auto } : {}) }
      const input = f.long ? el('textarea', { ...basics, rows: '3' }) : el('input', basics)
      input.value = kept[f.id] ?? f.value ?? ''
      return el('label', { for: `f-${f.id}` }, t(f.label), input)
    })
    const leave = el('button', { type: 'button', class: 'quiet' }, t(ask.leave))
    leave.addEventListener('click', () => this.end(false))
    const form = el('form', { class: 'ask', 'aria-labelledby': 'form-title', novalidate: '' }, head, ask.more ? el('p', {}, t(ask.more)) : null, ...fields, el('p', { class: 'acts' }, el('button', { type: 'submit', class: 'send' }, t('submit')), leave))
    form.addEventListener('submit', (e) => {
      e.preventDefault()
      this.submit()
    })
    form.addEventListener('keydown', (e) => {
      if (e.key !== 'Escape' || e.isComposing || e.keyCode === 229) return
      e.stopPropagation() // this closes, not the panel
      this.end(false)
    })
    this.place.replaceChildren(form)
    byID('composer').hidden = true
  }

  private said(): Record<string, string> {
    const all = this.place.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')
    return Object.fromEntries(Array.from(all, (i) => [i.name, i.value.trim()]))
  }

  private submit(): void {
    const empty = Array.from(this.place.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('[required]')).find((i) => !i.value.trim())
    if (!empty) return this.end(true)
    empty.setAttribute('aria-invalid', 'true')
    empty.placeholder = this.t()('mustFill')
    empty.focus()
  }

  private end(sent: boolean): void {
    const { done } = this.ask!
    const said = this.said()
    this.close()
    done(said, sent)
  }
}
