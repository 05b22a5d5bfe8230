import type { Asks } from './asks'
import type { Form } from './form'
import type { Shelf } from './shelf'
import type { Translate } from './texts'

interface Needs {
  shelf: Shelf
  form: Form
  asks: Asks
  t(): Translate
  field: { text: string; put(text: string): void } // below the log
  send(text: string): boolean
  changed(): void
}

/** A message that is left by who does not want to wait: one message, with how the visitor can be reached (CHN-04). */
export class Leaving {
  private readonly needs: Needs

  constructor(needs: Needs) {
    this.needs = needs
  }

  /** Whether one was left in the conversation that stands at this number, and nobody has come since. */
  left(ordinal: number, phase: string | undefined): boolean {
    const { shelf } = this.needs
    if (phase === 'serving' && shelf.get('left') !== null) shelf.remove('left')
    return Number(shelf.get('left')) >= Math.max(1, ordinal)
  }

  /** A message after the close may be of the same conversation or of the next one. */
  begin(ordinal: number, phase: string | undefined): void {
    const { form, asks, shelf, field, send, t, changed } = this.needs
    if (form.open) return form.focus()
    const fields = [
      { id: 'question', label: 'leaveText', long: true, must: true, value: field.text },
      { id: 'contact', label: 'ask_contact', must: true, auto: 'on', value: asks.contact },
    ] as const
    const done = (said: Record<string, string>, sent: boolean) => {
      if (!sent) {
        field.put(said.question ?? '') // nobody writes it twice
        return changed()
      }
      asks.remember({ contact: said.contact ?? '' })
      if (!send(`${said.question}\n${t()('ask_contact')}: ${said.contact}`)) return field.put(said.question ?? '')
      field.put('')
      asks.told() // the contact stands in it
      shelf.set('left', String(Math.max(1, phase === 'closed' ? ordinal + 1 : ordinal)))
      changed()
    }
    form.show({ title: 'leave', more: 'leaveMore', fields, leave: 'cancel', done }, true)
  }
}
