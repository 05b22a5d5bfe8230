// What the inbox does when the shell's keyboard asks.

import { onCommand } from '@/keys/bus'
import { useInbox } from '@/stores/inbox'
import { usePanels } from '@/stores/panels'
import { useRows } from '@/stores/rows'

export function useInboxKeys(page: {
  session: () => string
  open: (session: string) => void
  urgent: () => boolean
  focusList: () => void
}): void {
  const inbox = useInbox()
  const panels = usePanels()

  function step(by: number): boolean {
    const at = inbox.shown.indexOf(page.session())
    const next = inbox.shown[at < 0 ? 0 : at + by]
    if (next) page.open(next)
    return true
  }

  function nth(at: number): boolean {
    const id = inbox.shown[at]
    if (id) page.open(id)
    return !!id
  }

  onCommand('urgent', page.urgent, () => !!useRows().mostUrgent())
  for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9] as const) onCommand(`row${n}`, () => nth(n - 1), () => n <= inbox.shown.length)
  onCommand('next', () => step(1))
  onCommand('previous', () => step(-1))
  onCommand('escape', () => {
    if (panels.drawer || panels.list) panels.drawer = panels.list = false
    else page.focusList()
    return true
  })
}
