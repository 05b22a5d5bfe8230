import { byID, el } from './dom'
import type { Shelf } from './shelf'
import type { Translate } from './texts'

interface Needs {
  address: string // of the privacy notice; '' = there is none
  must: boolean // nothing is sent before the visitor has agreed to it
  shelf: Shelf
  t(): Translate
  changed(): void
}

/** The line about privacy below the field, and the visitor's consent, which is asked for once on this browser for each notice. */
export class Consent {
  private readonly place = byID('privacy')
  private readonly needs: Needs

  constructor(needs: Needs) {
    this.needs = needs
    this.draw()
  }

  /** When the visitor agreed; 0 = not yet, or nobody asks. */
  get at(): number {
    const { must, shelf, address } = this.needs
    const [at = '', ...to] = (shelf.get('consent') ?? '').split(' ')
    return must && to.join(' ') === address ? Number(at) || 0 : 0
  }

  /** Whether something is in the way of sending. */
  get missing(): boolean {
    return this.needs.must && !this.at
  }

  /** Leads to what is in the way. */
  point(): void {
    this.place.querySelector('input')?.focus()
  }

  draw(): void {
    const { address, t } = this.needs
    this.place.hidden = !address || (this.needs.must && !this.missing)
    if (this.place.hidden) return
    const link = el('a', { href: address, target: '_blank', rel: 'noopener' }, t()('privacyNotice'))
    if (!this.needs.must) return this.place.replaceChildren(t()('privacy'), ' ', link)
    const box = el('input', { type: 'checkbox', id: 'agree', 'aria-describedby': 'hint' })
    box.addEventListener('change', () => {
      if (!box.checked) return
      this.needs.shelf.set('consent', `${Date.now()} ${address}`)
      this.draw()
      this.needs.changed()
    })
    this.place.replaceChildren(box, el('label', { for: 'agree' }, t()('agree'), ' ', link))
  }
}
