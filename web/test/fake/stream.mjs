// The websocket side of the stand-in.

import { WebSocketServer } from 'ws'

export function makeStream(desk, api, state) {
  const sockets = new WebSocketServer({ noServer: true })
  const open = new Set()

  sockets.on('connection', (ws, who) => {
    const on = { who, ws, view: 'mine', limit: 30, shown: new Map(), follows: new Map(), said: false, counts: '' }
    open.add(on)
    const send = (frame) => ws.send(JSON.stringify(frame))
    on.send = send
    const ping = setInterval(() => send({ op: 'ping', now: Date.now() + state.skewMs }), 20_000)
    who.connected = true
    ws.on('close', () => {
      open.delete(on)
      clearInterval(ping)
      who.connected = [...open].some((o) => o.who === who)
    })
    ws.on('message', (data) => {
      const frame = JSON.parse(data)
      state.frames.push(frame)
      if (frame.op === 'hello') hello(on, frame)
      if (frame.op === 'typing') {
        for (const o of open) if (o !== on && o.follows.has(frame.session)) o.send({ ...frame, agent: desk.person(who.id) })
      }
    })
  })

  function hello(on, frame) {
    if (!on.said) {
      on.send({ op: 'welcome', epoch: desk.epoch, now: Date.now() + state.skewMs, me: on.who })
      on.send({ op: 'agents', agents: desk.people })
    }
    const sameList = on.said && on.view === frame.list.view && on.limit === frame.list.limit
    on.said = true
    on.view = frame.list.view
    on.limit = frame.list.limit
    on.follows = new Map(Object.entries(frame.sessions))
    if (!sameList) page(on)
    for (const id of on.follows.keys()) diff(on, id)
  }

  function page(on) {
    const { rows, counts } = desk.list(on.who, on.view)
    const shown = rows.slice(0, on.limit)
    on.shown = new Map(shown.map((r) => [r.id, r.version]))
    on.send({ op: 'page', list: { view: on.view }, rows: shown, counts })
  }

  function diff(on, id) {
    const s = desk.sessions.get(id)
    if (!s || !desk.sees(on.who, s.row)) {
      on.follows.delete(id)
      on.send({ op: 'resync', session: id })
      return
    }
    const from = on.follows.get(id)
    if (from === s.row.version) return
    on.follows.set(id, s.row.version)
    on.send({ op: 'diff', session: id, from, to: s.row.version, row: s.row, messages: s.messages.filter((m) => m.version > from) })
  }

  desk.listeners.add((s) => {
    for (const on of open) {
      if (!on.said) continue
      on.send({ op: 'me', me: on.who })
      on.send({ op: 'agents', agents: desk.people })
      if (!s) continue
      const { rows, counts } = desk.list(on.who, on.view)
      const inside = rows.some((r) => r.id === s.row.id)
      if (inside || on.shown.has(s.row.id)) {
        if (inside) on.shown.set(s.row.id, s.row.version)
        else on.shown.delete(s.row.id)
        const { id, version, phase, group, holder, channel, channel_type } = s.row
        const hidden = { ...s.row, title: '', address_key: '', contact: '', preview: { role: 'customer', text: '', at: 0 }, id, version, phase, group, holder, channel, channel_type, hidden: true }
        on.send({ op: 'row', row: desk.sees(on.who, s.row) ? s.row : hidden })
      }
      if (on.follows.has(s.row.id)) diff(on, s.row.id)
      if (on.counts !== JSON.stringify(counts)) on.send({ op: 'counts', counts })
      on.counts = JSON.stringify(counts)
    }
  })

  return {
    upgrade(req, socket, head) {
      const who = api.me(req)
      if (state.refuseSockets) return socket.destroy()
      sockets.handleUpgrade(req, socket, head, (ws) => {
        if (who) sockets.emit('connection', ws, who)
        else ws.close(4501, 'signed out')
      })
    },
    drop(code) {
      for (const on of [...open]) code ? on.ws.close(code, '{"retry_after_ms":200}') : on.ws.terminate()
    },
    tell(frame) {
      for (const on of open) on.send(frame)
    },
  }
}
