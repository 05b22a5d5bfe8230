import { describe, expect, it } from 'vitest'
import type { Agent } from '@/api/types'
import { agentLines, groupLines, late, longest, openSessions, people, readShow, shown, shows } from '@/live/figures'
import { row } from './fixtures'

const agent = (id: string, o: Partial<Agent> = {}): Agent => ({
  id, name: id, rank: 'agent', speciality: '', groups: ['service'], status: 'online', connected: true, capacity: 4, load: 0, ...o,
})
const held = (id: string, by: string, o = {}) => row({ id, phase: 'serving', group: 'service', holder: { id: by, name: by }, ...o })

describe('the figures of the board', () => {
  const rows = [
    row({ id: 'q1', phase: 'queued', group: 'service', holder: null, queued_at: 40_000, due_at: 99_000, unanswered: 1 }),
    row({ id: 'q2', phase: 'queued', group: 'order', holder: null, queued_at: 90_000, due_at: 150_000, unanswered: 2 }),
    held('a', 'mei', { due_at: 80_000, unanswered: 1 }),
    held('b', 'mei', { due_at: 0, unanswered: 0 }),
    held('c', 'bo', { due_at: 0, unanswered: 0, raised: true, hits: 2 }),
    row({ id: 'z', phase: 'closed', group: 'service', holder: null, breached: true }),
  ]
  const agents = [agent('mei', { load: 2 }), agent('bo', { status: 'offline', connected: false, load: 1 }), agent('al', { status: 'away' }), agent('gone', { connected: false }), agent('boss', { rank: 'manager', status: 'offline', connected: false })]
  const ids = (show: Parameters<typeof shows>[1]) => rows.filter((r) => shows(r, show, 100_000)).map((r) => r.id)

  it('each list what they count', () => {
    expect(ids('all')).toEqual(['q1', 'q2', 'a', 'b', 'c'])
    expect(ids('waiting')).toEqual(['q1', 'q2'])
    expect(ids('over')).toEqual(['q1', 'a'])
    expect(ids('owed')).toEqual(['q1', 'q2', 'a'])
    expect(ids('raised')).toEqual(['c'])
    expect(ids('hits')).toEqual(['c'])
    expect(ids('group:order')).toEqual(['q2'])
    expect(ids('agent:mei')).toEqual(['a', 'b'])
    expect(longest(rows, 100_000)).toBe(60_000)
    expect(longest([], 100_000)).toBe(0)
  })

  it('tell groups and people as they are', () => {
    expect(groupLines(['service', 'order'], rows, agents, 100_000)).toEqual([
      { id: 'service', waiting: 1, longest: 60_000, online: 1, free: 2 },
      { id: 'order', waiting: 1, longest: 10_000, online: 0, free: 0 },
    ])
    const lines = agentLines(agents, rows, 100_000)
    expect(lines.map((l) => l.agent.id)).toEqual(['mei', 'bo', 'al', 'gone'])
    expect(lines[0]).toMatchObject({ held: 2, over: 1, stranded: false })
    expect(lines[1]).toMatchObject({ held: 1, stranded: true })
    expect(people(lines)).toEqual({ online: 1, busy: 0, away: 1, offline: 2 })
  })

  it('know who is busy, who has left the screen, and who is late', () => {
    const some = [agent('busy', { status: 'busy', load: 1 }), agent('left', { status: 'busy', connected: false, load: 1 }), agent('late', { status: 'away', back_at: 90_000 })]
    const lines = agentLines(some, [held('x', 'busy'), held('y', 'left')], 100_000)
    expect(lines.map((l) => [l.agent.id, shown(l.agent), l.stranded, late(l.agent, 100_000)])).toEqual([
      ['left', 'offline', true, false], ['busy', 'busy', false, false], ['late', 'away', false, true],
    ])
    expect(people(lines)).toEqual({ online: 0, busy: 1, away: 1, offline: 1 })
    expect(groupLines(['service'], [], some, 100_000)[0]).toMatchObject({ online: 0, free: 0 })
    expect(late(agent('a', { back_at: 0 }), 100_000)).toBe(false)
  })

  it('count the open ones by the list, and by the server where the list is cut', () => {
    expect(openSessions(12, false, 15)).toBe(12)
    expect(openSessions(200, true, 431)).toBe(431)
    expect(openSessions(200, true, 180)).toBe(200)
  })

  it('read a filter from an address, and nothing else', () => {
    expect(readShow('over')).toBe('over')
    expect(readShow('group:service')).toBe('group:service')
    expect(readShow('group:')).toBe('all')
    expect(readShow(['over'])).toBe('all')
    expect(readShow('x')).toBe('all')
  })
})
