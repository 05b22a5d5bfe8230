// The stand-in's memory: sessions with versions, and who is told of what. Not the product: just enough to look at it.

import { randomUUID } from 'node:crypto'
import { groups, people } from './people.mjs'

export class Desk {
  constructor() {
    this.people = people()
    this.sessions = new Map()
    this.epoch = randomUUID()
    this.listeners = new Set()
    this.firstTarget = 60_000
    this.nextTarget = 90_000
  }

  person(id) {
    const p = this.people.find((x) => x.id === id)
    return p ? { id: p.id, name: p.name } : null
  }

  open(o) {
    const s = new Session(this, o)
    this.sessions.set(s.row.id, s)
    return s
  }

  changed(session) {
    for (const p of this.people) {
      p.load = [...this.sessions.values()].filter((s) => s.row.holder?.id === p.id && s.row.phase !== 'closed').length
    }
    for (const told of this.listeners) told(session)
  }

  groupLoads() {
    return groups.map((g) => {
      const on = this.people.filter((p) => p.groups.includes(g.id) && p.status === 'online')
      const waiting = [...this.sessions.values()].filter((s) => s.row.phase === 'queued' && s.row.group === g.id).length
      return { ...g, waiting, online: on.length, free: on.reduce((n, p) => n + Math.max(0, p.capacity - p.load), 0) }
    })
  }

  list(me, view) {
    const all = me.permissions.includes('read_all')
    const rows = [...this.sessions.values()].map((s) => s.row)
    const open = (r) => r.phase !== 'closed'
    const mine = rows.filter((r) => open(r) && (r.holder?.id === me.id || r.owner?.id === me.id))
    const queue = rows.filter((r) => r.phase === 'queued' && (all || me.groups.includes(r.group)))
    const lists = {
      mine, queue,
      all: all ? rows.filter(open) : [],
      closed: rows.filter((r) => r.phase === 'closed').sort((a, b) => b.closed_at - a.closed_at),
    }
    if (view !== 'closed') lists[view].sort((a, b) => a.urgency - b.urgency)
    return { rows: lists[view], counts: { mine: mine.length, queue: queue.length, all: lists.all.length } }
  }

  sees(me, row) {
    if (me.permissions.includes('read_all') || row.holder?.id === me.id || row.owner?.id === me.id) return true
    return row.phase === 'queued' ? me.groups.includes(row.group) : row.phase === 'closed'
  }
}

class Session {
  constructor(desk, o) {
    this.desk = desk
    this.messages = []
    this.holders = []
    this.row = {
      id: randomUUID(), number: randomUUID().slice(0, 6).toUpperCase(), ordinal: 1, version: 0, channel: o.channel,
      channel_type: o.channel_type, address_key: o.address_key, by_hand: false, contact: o.address_key, title: o.title, phase: 'serving', group: o.group, holder: null,
      owner: o.owner ? desk.person(o.owner) : null, opened_at: o.opened_at, closed_at: 0, queued_at: 0,
      preview: { role: 'customer', text: '', at: o.opened_at }, unanswered: 0, due_at: 0, due_kind: '', breached: false,
      delivery_trouble: false, left_message: false, raised: false, seen: null, outcome: '', category: '', urgency: 0,
    }
  }

  step() {
    this.row = { ...this.row, version: this.row.version + 1 }
    return this.row.version
  }

  write(role, text, o = {}) {
    const version = this.step()
    const at = o.at ?? Date.now()
    const m = {
      seq: this.messages.length + 1, version, role, author: o.by ? this.desk.person(o.by) : null, purpose: o.purpose ?? '',
      kind: o.kind ?? 'text', text, note: '', at, sent_at: 0, delivery: o.delivery ?? '', delivery_reason: o.reason ?? '',
      client_id: o.client_id ?? '', external_id: o.external ?? '', reply_to: o.about ?? '', reply_to_seq: o.quotes ?? 0, quotes: o.quotes ?? 0, files: o.files ?? [],
    }
    this.messages.push(m)
    if (role !== 'system') this.row.preview = { role, text, at }
    if (role === 'customer') {
      this.row.unanswered++
      if (o.live && !this.row.due_at) this.due(at + (this.row.owner ? this.desk.nextTarget : this.desk.firstTarget), this.row.owner ? 'next' : 'first')
    }
    if (role === 'agent') {
      if (m.delivery !== 'failed') this.answered()
      if (!this.row.owner && o.by) this.row.owner = this.desk.person(o.by)
    }
    this.row.delivery_trouble = this.messages.some((x) => x.delivery === 'failed' || x.delivery === 'unconfirmed')
    this.sort()
    return m
  }

  answered() {
    Object.assign(this.row, { unanswered: 0, due_at: 0, due_kind: '', breached: false })
  }

  due(at, kind) {
    Object.assign(this.row, { due_at: at, due_kind: kind, breached: at < Date.now() })
    this.sort()
    return this
  }

  sort() {
    this.row.urgency = this.row.due_at || 1e15 + this.row.preview.at
  }

  leave(at) {
    const span = this.holders.find((h) => !h.to)
    if (span) span.to = at
    this.row.holder = null
  }

  hold(agent, at, reason) {
    this.step()
    this.leave(at)
    this.row.holder = this.desk.person(agent)
    this.row.phase = 'serving'
    this.row.queued_at = 0
    this.holders.push({ agent, name: this.row.holder.name, from: at, to: 0, reason })
    return this
  }

  queue(at) {
    this.step()
    this.leave(at)
    this.row.phase = 'queued'
    this.row.queued_at = at
    return this
  }

  end(at, outcome, category, by) {
    this.step()
    if (by) this.holders.push({ agent: by, name: this.desk.person(by).name, from: this.row.opened_at, to: at, reason: 'assigned' })
    this.leave(at)
    this.answered()
    Object.assign(this.row, { phase: 'closed', closed_at: at, outcome, category, queued_at: 0 })
    this.write('system', outcome, { at, purpose: 'line:closed' })
    return this
  }
}
