import { byID, el } from './dom'
import type { Notice } from './reception'
import type { Translate } from './texts'

/** The line below the header about the desk while nobody answers. It is read aloud when it says something new, not with every look. */
export class NoticeLine {
  private readonly node = byID('notice')
  private readonly hours = byID('hours')
  private face = ''
  private readonly leave: () => void

  constructor(leave: () => void) {
    this.leave = leave
  }

  draw(notice: Notice | null, hours: string, t: Translate): void {
    if (this.hours.textContent !== hours) this.hours.textContent = hours
    this.hours.hidden = !hours
    const face = notice ? `${notice.text} ${notice.offer ? t('leave') : ''}` : ''
    if (face === this.face) return
    this.face = face
    const held = this.node.contains(document.activeElement)
    const button = notice?.offer ? el('button', { type: 'button', class: 'link', id: 'leave' }, t('leave')) : null
    button?.addEventListener('click', this.leave)
    this.node.replaceChildren(...(notice ? [el('span', {}, notice.text), button].filter((n) => n !== null) : []))
    if (held) button?.focus()
  }
}
