// What the tab says while it is in the background: how many wait and how long, and a dot on its picture.

import type { Row } from '@/api/types'
import { chipFor } from '@/clock/countdown'
import { i18n } from '@/i18n'
import { useAccount } from './account'

const CALM = '/favicon.svg'
const LOUD = '/favicon-alert.svg'
let painted = '' // what this has written
let page = '' // how the page has named itself

export function plainTitle(): string {
  const name = useAccount().boot?.organisation
  return name ? `${name} · ${i18n.global.t('app.name')}` : i18n.global.t('app.name')
}

// paintTab says "(2) !! +00:07 · …" before the page's own title; without an urgent session there is nothing before it.
export function paintTab(waiting: number, urgent: Row | null, now: number): void {
  if (document.title !== painted) page = document.title
  let text = page || plainTitle()
  let loud = false
  if (waiting > 0 && urgent) {
    const chip = chipFor(urgent, now)
    loud = chip.kind === 'due' && (chip.urgency === 'last' || chip.urgency === 'over')
    text = `(${waiting}) ${chip.kind === 'due' && loud ? `${chip.mark} ${chip.digits} · ` : ''}${text}`
  }
  if (document.title !== text) document.title = text
  painted = text
  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]')
  const picture = loud ? LOUD : CALM
  if (icon && icon.getAttribute('href') !== picture) icon.setAttribute('href', picture)
}

// calmTab is how the tab looks when nobody serves.
export const calmTab = (): void => paintTab(0, null, 0)
