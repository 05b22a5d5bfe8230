import type { Form } from './form'
import type { Shelf } from './shelf'
import type { Translate } from './texts'

/** What a channel may ask before the first message; each is an answer that the visitor may leave out. */
const questions = {
  name: { id: 'name', label: 'ask_name', auto: 'name' },
  contact: { id: 'contact', label: 'ask_contact', auto: 'on' },
  order: { id: 'order', label: 'ask_order', auto: 'off' },
} as const

type Question = keyof typeof questions

const isQuestion = (name: string): name is Question => Object.keys(questions).includes(name)

interface Needs {
  asked: string // names of questions, by spaces
  shelf: Shelf
  form: Form
  t(): Translate
}

/** The questions before the first message. What was answered is remembered on this browser, and not asked again. */
export class Asks {
  private readonly needs: Needs

  constructor(needs: Needs) {
    this.needs = needs
  }

  private get list(): Question[] {
    return this.needs.asked.split(' ').filter(isQuestion)
  }

  private get said(): Record<string, string> {
    try {
      return (JSON.parse(this.needs.shelf.get('about') ?? '{}') as Record<string, string> | null) ?? {}
    } catch {
      return {}
    }
  }

  get name(): string {
    return this.said.name ?? ''
  }

  get contact(): string {
    return this.said.contact ?? ''
  }

  remember(said: Record<string, string>): void {
    this.needs.shelf.set('about', JSON.stringify({ ...this.said, ...said }))
  }

  /** Asks, unless that was done before. */
  begin(focus: boolean, done: () => void): void {
    if (!this.list.length || this.needs.shelf.get('about') !== null || this.needs.form.open) return
    const fields = this.list.map((q) => questions[q])
    const ended = (said: Record<string, string>, sent: boolean) => {
      this.remember(sent ? said : {})
      done()
    }
    this.needs.form.show({ title: 'asksTitle', fields, leave: 'skip', done: ended }, focus)
  }

  /** What goes with the first message, for whoever answers it: a line for each answer but the name, which goes as a name. */
  get lines(): string {
    const { shelf, t } = this.needs
    if (shelf.get('told') !== null) return ''
    const said = this.said
    return this.list.flatMap((q) => (q !== 'name' && said[q] ? [`\n${t()(questions[q].label)}: ${said[q]}`] : [])).join('')
  }

  /** They went with a message. */
  told(): void {
    this.needs.shelf.set('told', '1')
  }
}
