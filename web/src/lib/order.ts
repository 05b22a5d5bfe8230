// The order of the inbox: most urgent first. Also how far a new order is from the one that is shown.

import type { Row, Sieve, View } from '@/api/types'

// owed is since when, or until when, something is owed: the list of owed replies goes by it.
export function sortRows(rows: Row[], view: View, myID: string, owed: (row: Row) => number = () => 0, order: Sieve['order'] = ''): Row[] {
  const sorted = [...rows]
  if (order && view !== 'owed' && view !== 'closed') return sorted.sort((a, b) => byOrder(a, order) - byOrder(b, order) || byID(a, b))
  if (view === 'owed') return sorted.sort((a, b) => owed(a) - owed(b) || byID(a, b))
  if (view === 'closed') return sorted.sort((a, b) => b.closed_at - a.closed_at || byID(b, a))
  return sorted.sort((a, b) => rank(a, view, myID) - rank(b, view, myID) || place(a, view) - place(b, view) || byID(a, b))
}

// byOrder is the server's figure for an order that was asked for: who waits for nothing stands behind those who wait.
function byOrder(row: Row, order: 'newest' | 'longest'): number {
  return order === 'newest' ? -(row.preview?.at ?? 0) : row.waiting_since || row.urgency
}

// onTop puts what is pinned before the rest, and leaves the order as it is.
export function onTop(rows: Row[], pinned: (id: string) => boolean): Row[] {
  return [...rows.filter((r) => pinned(r.id)), ...rows.filter((r) => !pinned(r.id))]
}

// In one's own view, sessions that a colleague now holds (one is only their first-contact owner) come last: their
// deadlines are somebody else's work.
function rank(row: Row, view: View, myID: string): number {
  return view === 'mine' && row.holder?.id !== myID ? 1 : 0
}

// The server lists by the same figures: what waits longest, or its own measure of urgency.
function place(row: Row, view: View): number {
  return view === 'queue' ? row.queued_at : row.urgency
}

function byID(a: Row, b: Row): number {
  return a.id < b.id ? -1 : 1
}

// movesBetween counts the rows that have to move, come or go to turn one order into the other: what is outside the
// longest run that keeps its relative order.
export function movesBetween(shown: string[], wanted: string[]): number {
  const place = new Map(shown.map((id, i) => [id, i]))
  const gone = shown.length - wanted.filter((id) => place.has(id)).length
  const tails: number[] = []
  for (const id of wanted) {
    const p = place.get(id)
    if (p === undefined) continue
    let low = 0
    for (let high = tails.length; low < high; ) {
      const mid = (low + high) >> 1
      if (tails[mid]! < p) low = mid + 1
      else high = mid
    }
    tails[low] = p
  }
  return wanted.length - tails.length + gone
}
