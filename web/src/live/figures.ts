// What the board says, out of the rows and colleagues as they are now. Pure. Every figure is a filter over the list, so
// that what it counts can be opened (QA-07).

import type { Agent, Row, Status } from '@/api/types'

export type Show = 'all' | 'waiting' | 'over' | 'owed' | 'aims' | 'raised' | 'trouble' | 'hits' | `group:${string}` | `agent:${string}`

export const FIXED: readonly Show[] = ['all', 'waiting', 'over', 'owed', 'aims', 'raised', 'trouble', 'hits']

export function readShow(text: unknown): Show {
  if (typeof text !== 'string') return 'all'
  return FIXED.includes(text as Show) || /^(group|agent):./.test(text) ? (text as Show) : 'all'
}

export function shows(row: Row, show: Show, now: number): boolean {
  if (row.phase === 'closed' || row.hidden) return false
  switch (show) {
    case 'all':
      return true
    case 'waiting':
      return row.phase === 'queued'
    case 'over':
      return row.breached || (row.due_at > 0 && row.due_at < now)
    case 'owed':
      return row.unanswered > 0
    case 'aims':
      return (row.over_aims?.length ?? 0) > 0
    case 'raised':
      return row.raised
    case 'hits':
      return row.hits > 0
    case 'trouble':
      return row.delivery_trouble
  }
  const [kind, id] = [show.slice(0, show.indexOf(':')), show.slice(show.indexOf(':') + 1)]
  return kind === 'group' ? row.group === id : row.holder?.id === id
}

// openSessions is the number of the open ones: what the list holds, unless the list is cut; then what the server counts,
// which comes apart from the rows and may be behind them for a moment.
export const openSessions = (listed: number, cut: boolean, counted: number): number => (cut ? Math.max(listed, counted) : listed)

const since = (row: Row, now: number): number => Math.max(0, now - (row.queued_at || row.opened_at))

// longest is how long the one who has waited longest for an agent waits, in milliseconds; 0 without any.
export function longest(rows: readonly Row[], now: number): number {
  return Math.max(0, ...rows.filter((r) => r.phase === 'queued').map((r) => since(r, now)))
}

export interface GroupLine {
  id: string
  waiting: number
  longest: number
  online: number
  free: number
}

export function groupLines(ids: readonly string[], rows: readonly Row[], agents: readonly Agent[], now: number): GroupLine[] {
  return ids.map((id) => {
    const queue = rows.filter((r) => r.group === id && r.phase === 'queued')
    const there = agents.filter((a) => works(a) && a.groups.includes(id))
    return { id, waiting: queue.length, longest: longest(queue, now), online: there.length, free: there.reduce((n, a) => n + Math.max(0, a.capacity - a.load), 0) }
  })
}

// works says whether new sessions can come to the agent.
const works = (a: Agent): boolean => a.status === 'online' && a.connected && !a.disabled

// shown is what others take the agent for: who has no screen open is not there, whatever was chosen.
export const shown = (a: Agent): Status => ((a.status === 'online' || a.status === 'busy') && !a.connected ? 'offline' : a.status)

// late says whether somebody meant to be back by now.
export const late = (a: Agent, now: number): boolean => !!a.back_at && a.back_at < now

export interface AgentLine {
  agent: Agent
  held: number
  over: number
  stranded: boolean // away or offline with sessions in hand
}

// agentLines puts first who needs attention: late answers, sessions in the hands of somebody who is away, full desks. Of
// those above agents only who serves just now is among them.
export function agentLines(agents: readonly Agent[], rows: readonly Row[], now: number): AgentLine[] {
  const serves = (a: Agent) => a.load > 0 || a.status !== 'offline' || (['agent', 'lead'].includes(a.rank) && a.groups.length > 0)
  const lines = agents.filter((a) => !a.disabled && serves(a)).map((agent) => {
    const mine = rows.filter((r) => r.holder?.id === agent.id)
    const tends = works(agent) || agent.status === 'draining' || shown(agent) === 'busy'
    return { agent, held: mine.length, over: mine.filter((r) => shows(r, 'over', now)).length, stranded: mine.length > 0 && !tends }
  })
  const need = (l: AgentLine) => l.over * 1000 + (l.stranded ? 500 : 0) + (works(l.agent) ? 100 : 0) + l.held
  return lines.sort((a, b) => need(b) - need(a) || a.agent.name.localeCompare(b.agent.name))
}

export interface People {
  online: number
  busy: number
  away: number
  offline: number
}

export function people(lines: readonly AgentLine[]): People {
  const online = lines.filter((l) => works(l.agent) || l.agent.status === 'draining').length
  const away = lines.filter((l) => l.agent.status === 'away').length
  const busy = lines.filter((l) => shown(l.agent) === 'busy').length
  return { online, busy, away, offline: lines.length - online - busy - away }
}
