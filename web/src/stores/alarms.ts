// Thirty and ten seconds left, and nothing left: told once each, whether the server's alarm or our own clock is first (the
// browser slows the clock of a hidden tab down, and a frame can be lost). What is overdue is heard again until it is answered, what is
// offered until it is taken.

import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Row } from '@/api/types'
import type { AlarmFrame } from '@/stream/frames'
import { pressing, urgencyOf } from '@/clock/countdown'
import { serverNow } from '@/clock/serverTime'
import { onTick } from '@/clock/ticker'
import { i18n } from '@/i18n'
import { customerName } from '@/lib/customer'
import { clockTime } from '@/lib/time'
import { useAccount } from './account'
import { useAlerts } from './alerts'
import { useNotices } from './notices'
import { useRows } from './rows'
import { calmTab, paintTab } from './tab'

const SPEAK_EVERY_MS = 10_000
const REPEAT_EVERY_MS = 20_000 // something is overdue, or offered

export const useAlarms = defineStore('alarms', () => {
  const told = new Map<string, string>() // session → the deadline and stage that was already told
  const loud = shallowRef<readonly string[]>([]) // sessions of mine whose last warning has passed, the most urgent first
  const offers = new Map<string, number>() // sessions that are offered to me → when that was last heard
  let spokenAt = 0
  let heardAt = 0
  let stop: (() => void) | undefined

  function start(): void {
    stop ??= onTick(paint)
  }

  function end(): void {
    stop?.()
    stop = undefined
    told.clear()
    offers.clear()
    loud.value = []
    calmTab()
  }

  function paint(now: number): void {
    const held = useRows().held()
    offered(held, now)
    const worst = watch(held, now)
    const waiting = held.filter((r) => r.due_at)
    const urgent = useRows().mostUrgent()
    paintTab(waiting.length, urgent, now)
    const urging = waiting.filter((r) => pressing(r.due_at - now)).sort((a, b) => a.due_at - b.due_at).map((r) => r.id)
    if (urging.join() !== loud.value.join()) loud.value = urging
    const again = waiting.some((r) => r.due_at < now) && now - heardAt >= REPEAT_EVERY_MS
    if (!urgent || (!worst && !again)) return
    const left = Math.round((urgent.due_at - now) / 1000)
    const said = i18n.global.t(left < 0 ? 'alarm.over' : 'alarm.soon', { n: urging.length, name: urgent.title, s: Math.abs(left) })
    tell(worst ?? 'over', said, urgent.id, now)
    if (now - spokenAt < SPEAK_EVERY_MS || !worst) return
    spokenAt = now
    useNotices().alarm(said)
  }

  // offered: the first sound is the arrival's.
  function offered(held: Row[], now: number): void {
    const open = held.filter((r) => r.offered_until > now)
    for (const id of [...offers.keys()]) if (!open.some((r) => r.id === id)) offers.delete(id)
    for (const row of open) {
      if (now - (offers.get(row.id) ?? now) >= REPEAT_EVERY_MS) useAlerts().tell('assigned', i18n.global.t('arrival.offer', { name: row.title }), row.id)
      else if (offers.has(row.id)) continue
      offers.set(row.id, now)
    }
  }

  // tell is the one place that makes a deadline heard, so that the repetition knows when it was last.
  function tell(event: 'soon' | 'over', text: string, session: string, now: number): void {
    heardAt = now
    useAlerts().tell(event, text, session)
  }

  // heard takes the server's alarm: about a session of mine, or a colleague's whose target has passed.
  function heard(frame: AlarmFrame): void {
    const notices = useNotices()
    const name = useRows().rows.get(frame.session)?.title || customerName(frame)
    if (frame.promise || frame.aim) return promised(frame, name)
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
    spokenAt = serverNow()
    notices.alarm(said)
    tell(stage === 'over' ? 'over' : 'soon', said, frame.session, serverNow())
  }

  // promised: the time that the customer was given comes, or has passed; or one of the further targets of the matter does
  // (SLA-02). Both are said where they are seen.
  function promised(frame: AlarmFrame, name: string): void {
    const notices = useNotices()
    const at = clockTime(frame.due_at, i18n.global.locale.value)
    const mine = frame.holder?.id === useAccount().me?.id
    const what = frame.aim ? 'aim' : 'promise'
    const said = 'alarm.' + what + (!mine ? 'Theirs' : frame.left_ms > 0 ? '' : 'Over')
    const tone = frame.left_ms > 0 ? 'info' : 'bad'
    const text = i18n.global.t(said, { name, at, who: frame.holder?.name ?? i18n.global.t('alarm.nobody'), what: frame.aim ? i18n.global.t('aim.' + frame.aim) : '' })
    notices.toast(text, tone, { session: frame.session, topic: `${frame.aim ?? 'promise'}:${frame.session}` })
    if (mine) tell(frame.left_ms > 0 ? 'soon' : 'over', text, frame.session, serverNow())
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

  return { loud, start, end, heard }
})
