// What a person may do with a session as it stands, and why not more. Pure; the server decides in the end.

import type { Me, Permission, Row } from '@/api/types'

export interface Standing {
  why: 'mine' | 'offered' | 'offeredTo' | 'queued' | 'held' | 'owner' | 'closing' | 'closed'
  name: string // who holds it
  mayReply: boolean
  mayNote: boolean
  mayTake: boolean
  mayAct: boolean // pass on, close, settle a delivery
  mayReturn: boolean
}

export function standingOf(row: Row, me: Me): Standing {
  const can = (what: Permission) => me.permissions.includes(what)
  const mine = row.holder?.id === me.id
  const open = row.phase === 'serving' || row.phase === 'queued'
  const offered = row.phase === 'serving' && row.offered_until > 0 // nobody works on it before it is accepted
  const acts = open && ((mine && !offered && can('serve')) || can('act_any'))
  const base = {
    name: row.holder?.name ?? '',
    mayNote: can('note') && me.rank !== 'department', // whose answer is the note
    mayReply: false,
    mayTake: false,
    mayAct: acts,
    mayReturn: acts && row.phase === 'serving',
  }
  if (row.phase === 'closed' || row.phase === 'closing') return { ...base, why: row.phase }
  if (mine && offered) return { ...base, why: 'offered' }
  if (mine) return { ...base, why: 'mine', mayReply: can('serve') }
  if (row.phase === 'queued' || !row.holder) return { ...base, why: 'queued', mayTake: can('serve') }
  if (offered) return { ...base, why: 'offeredTo', mayTake: can('take_over') }
  return { ...base, why: row.owner?.id === me.id ? 'owner' : 'held', mayTake: can('take_over') }
}
