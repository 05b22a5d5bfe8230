// Every session row this tab knows, each in its newest version, whatever list or answer it came from.

import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { Row, View } from '@/api/types'
import { customerName } from '@/lib/customer'
import { useAccount } from './account'
import { owedAt, skippedMe, waits } from '@/inbox/flow/duties'
import { askedMe } from './matters'
import { useMentions } from './mentions'
import { useStars } from './stars'

type Listener = (before: Row | undefined, after: Row) => void

export const useRows = defineStore('rows', () => {
  const rows = shallowReactive(new Map<string, Row>())
  const listeners = new Set<Listener>()

  // put keeps the newer version; an older or equal one changes nothing. A hidden row comes without its texts: only the
  // name stays, so that a frozen list can still say what has left it.
  function put(row: Row): void {
    const before = rows.get(row.id)
    if (before?.version === row.version) return complain(row.id, row.complaint_due_at ?? 0)
    if (before ? before.version > row.version : row.hidden) return
    const next = { ...row, title: row.hidden ? (before?.title ?? '') : customerName(row) }
    rows.set(row.id, Object.freeze(next))
    for (const told of listeners) told(before, next)
  }

  // complain takes the deadline of a session's open complaint, which is no part of its version.
  function complain(id: string, due: number): void {
    const row = rows.get(id)
    if (row && (row.complaint_due_at ?? 0) !== due) rows.set(id, Object.freeze({ ...row, complaint_due_at: due }))
  }

  function onChange(told: Listener): () => void {
    listeners.add(told)
    return () => listeners.delete(told)
  }

  // belongs says whether a row is part of a view, as the contract words it.
  function belongs(row: Row, view: View): boolean {
    const me = useAccount().me
    if (!me || row.hidden) return false
    if (view === 'asked') return row.asks?.some((k) => (waits(k) && askedMe(k, row, me)) || skippedMe(k, row, me)) ?? false
    if (view === 'owed') return owed(row) > 0
    if (view === 'starred') return useStars().isStarred(row.id)
    if (view === 'mentioned') return useMentions().has(row.id)
    if (view === 'closed') return row.phase === 'closed'
    if (row.phase === 'closed') return false
    if (view === 'mine') return row.holder?.id === me.id || row.owner?.id === me.id
    if (view === 'queue') return row.phase === 'queued' && (useAccount().seesAll || me.groups.includes(row.group))
    return true
  }

  // owed is what the list of owed replies is sorted by.
  function owed(row: Row): number {
    const me = useAccount().me
    return me ? owedAt(row, me, (k) => askedMe(k, row, me)) : 0
  }

  function held(): Row[] {
    const id = useAccount().me?.id
    return [...rows.values()].filter((r) => r.holder?.id === id && r.phase !== 'closed' && !r.hidden)
  }

  // mostUrgent is the session in my hands whose deadline comes first, whatever view is open.
  function mostUrgent(except = '', among: (row: Row) => boolean = () => true): Row | null {
    let best: Row | null = null
    for (const row of held()) {
      if (row.due_at && row.id !== except && among(row) && (!best || row.due_at < best.due_at)) best = row
    }
    return best
  }

  function clear(): void {
    rows.clear()
  }

  return { rows, put, complain, onChange, belongs, owed, held, mostUrgent, clear }
})
