// Ten seconds left, and nothing left: one sound, one spoken line each, and the title of the tab.

import { defineStore } from 'pinia'
import type { Row } from '@/api/types'
import { chipFor, urgencyOf } from '@/clock/countdown'
import { onTick } from '@/clock/ticker'
import { i18n } from '@/i18n'
import { play } from '@/lib/sound'
import { useAccount } from './account'
import { useNotices } from './notices'
import { usePrefs } from './prefs'
import { useRows } from './rows'

const SPEAK_EVERY_MS = 10_000

export const useAlarms = defineStore('alarms', () => {
  const told = new Map<string, string>() // session → the deadline and stage that was already told
  let spokenAt = 0
  let stop: (() => void) | undefined

  function start(): void {
    stop ??= onTick(paint)
  }

  function end(): void {
    stop?.()
    stop = undefined
    told.clear()
    document.title = title()
  }

  function paint(now: number): void {
    const held = useRows().held()
    const worst = watch(held, now)
    const waiting = held.filter((r) => r.due_at)
    paintTitle(waiting, now)
    if (!worst) return
    if (usePrefs().prefs.sound) play(worst)
    if (now - spokenAt < SPEAK_EVERY_MS) return
    const urgent = useRows().mostUrgent()
    if (!urgent) return
    spokenAt = now
    const n = waiting.filter((r) => r.due_at - now < SPEAK_EVERY_MS).length
    const s = Math.round((urgent.due_at - now) / 1000)
    const said = s < 0 ? 'alarm.over' : 'alarm.soon'
    useNotices().alarm(i18n.global.t(said, { n, name: urgent.title, s: Math.abs(s) }))
  }

  // watch gives the worst stage that any session has newly reached.
  function watch(held: Row[], now: number): 'soon' | 'over' | null {
    let worst: 'soon' | 'over' | null = null
    for (const row of held) {
      const stage = row.due_at ? urgencyOf(row.due_at - now) : 'plenty'
      if (stage !== 'last' && stage !== 'over') continue
      const mark = `${row.due_at}:${stage}`
      if (told.get(row.id) === mark) continue
      told.set(row.id, mark)
      if (stage === 'over') worst = 'over'
      else worst ??= 'soon'
    }
    return worst
  }

  function paintTitle(waiting: Row[], now: number): void {
    const urgent = useRows().mostUrgent()
    let text = title()
    if (waiting.length > 0 && urgent) {
      const chip = chipFor(urgent, now)
      const loud = chip.kind === 'due' && (chip.urgency === 'last' || chip.urgency === 'over')
      text = `(${waiting.length}) ${loud ? `${chip.mark} ${chip.digits} · ` : ''}${text}`
    }
    if (document.title !== text) document.title = text
  }

  function title(): string {
    const name = useAccount().boot?.organisation
    return name ? `${name} · ${i18n.global.t('app.name')}` : i18n.global.t('app.name')
  }

  return { start, end }
})
