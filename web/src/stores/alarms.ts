// Thirty and ten seconds left, and nothing left: told once each, whether the server's alarm or our own clock is first (the
// browser slows the clock of a hidden tab down, and a frame can be lost). And the title of the tab.

import { defineStore } from 'pinia'
import type { Row } from '@/api/types'
import type { AlarmFrame } from '@/stream/frames'
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

  // heard takes the server's alarm: about a session of mine, or a colleague's whose target has passed.
  function heard(frame: AlarmFrame): void {
    const notices = useNotices()
    const name = useRows().rows.get(frame.session)?.title || frame.title
    if (frame.holder?.id !== useAccount().me?.id) {
      const key = frame.holder ? 'alarm.theirs' : 'alarm.queue'
      notices.toast(i18n.global.t(key, { who: frame.holder?.name ?? '', name }), 'info', { session: frame.session, topic: `late:${frame.session}` })
      return
    }
    const stage = urgencyOf(frame.left_ms - 1)
    if (!first(frame.session, frame.due_at, stage)) return
    const s = Math.round(frame.left_ms / 1000)
    const said = stage === 'over' ? i18n.global.t('alarm.over', { n: 1, name, s: 0 }) : i18n.global.t('alarm.left', { name, s })
    if (stage === 'half') {
      notices.say(said)
      return
    }
    spokenAt = Date.now()
    notices.alarm(said)
    if (usePrefs().prefs.sound) play(stage === 'over' ? 'over' : 'soon')
  }

  // first says whether this stage of this deadline has not been told before.
  function first(session: string, due: number, stage: string): boolean {
    const mark = `${due}:${stage}`
    if (told.get(session) === mark) return false
    told.set(session, mark)
    return true
  }

  // watch gives the worst stage that any session has newly reached.
  function watch(held: Row[], now: number): 'soon' | 'over' | null {
    let worst: 'soon' | 'over' | null = null
    for (const row of held) {
      const stage = row.due_at ? urgencyOf(row.due_at - now) : 'plenty'
      if (stage !== 'last' && stage !== 'over') continue
      if (!first(row.id, row.due_at, stage)) continue
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

  return { start, end, heard }
})
