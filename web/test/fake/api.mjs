// The HTTP side of the stand-in: docs/api.md, as far as the inbox uses it.

import { randomUUID } from 'node:crypto'
import { png } from './picture.mjs'
import { categories, outcomes, PASSWORD } from './people.mjs'

class Refusal extends Error {
  constructor(status, code, extra = {}) {
    super(code)
    Object.assign(this, { status, code, extra })
  }
}

export function makeAPI(desk, state) {
  const signIns = new Map() // token → person id
  const uploads = new Map()
  const drafts = new Map()
  const draftsOf = (who) => [...drafts.values()].filter((d) => d.of === who.id)
  const done = new Map() // client id → { body, answer }

  const me = (req) => {
    const token = /firstline_session=([\w-]+)/.exec(req.headers.cookie ?? '')?.[1]
    return desk.people.find((p) => p.id === signIns.get(token)) ?? null
  }
  const need = (req) => {
    const p = me(req)
    if (!p) throw new Refusal(401, 'signed_out')
    return p
  }
  const session = (who, id) => {
    const s = desk.sessions.get(id)
    if (!s || !desk.sees(who, s.row)) throw new Refusal(404, 'not_found')
    return s
  }
  const once = (body, act) => {
    const text = JSON.stringify(body)
    const had = done.get(body.client_id)
    if (had && had.text !== text) throw new Refusal(409, 'idempotency_key_reused')
    if (had) return had.answer
    const answer = act()
    done.set(body.client_id, { text, answer })
    return answer
  }
  const mayAct = (who, s) => {
    if (s.row.phase === 'closed') throw new Refusal(409, 'session_closed')
    if (s.row.holder?.id !== who.id && !who.permissions.includes('act_any')) throw new Refusal(409, 'not_holder')
  }
  const enter = (person, res) => {
    const token = 't' + signIns.size + Math.random().toString(36).slice(2)
    signIns.set(token, person.id)
    res.setHeader('Set-Cookie', `firstline_session=${token}; Path=/; HttpOnly; SameSite=Lax`)
    return { me: person }
  }

  // A reply leaves on the channel a moment after it was kept, as it does in life.
  function deliver(s, m) {
    setTimeout(() => {
      m.delivery = /fail/.test(m.text) ? 'failed' : /unsure/.test(m.text) ? 'unconfirmed' : 'sent'
      m.version = s.step()
      if (m.delivery === 'sent') s.answered()
      s.row.delivery_trouble = s.messages.some((x) => x.delivery === 'failed' || x.delivery === 'unconfirmed')
      s.sort()
      desk.changed(s)
    }, state.deliveryMs)
  }

  const routes = [
    ['GET', /^\/boot$/, () => ({
      setup_needed: state.setupNeeded, organisation: '星河商城', locale: 'zh-CN', version: state.version, demo: true,
      demo_accounts: desk.people.map((p) => ({ login: p.login, name: p.name, rank: p.rank, password: PASSWORD })),
    })],
    ['POST', /^\/setup$/, ({ body, res }) => {
      if (body.token !== 'open-sesame') throw new Refusal(403, 'setup_token')
      if (body.password.length < 8) throw new Refusal(422, 'weak_password')
      state.setupNeeded = false
      enter(desk.people[4], res)
    }],
    ['POST', /^\/sign-in$/, ({ body, res }) => {
      if (state.failures >= 5) throw new Refusal(429, 'locked', { retry_after_s: 870 })
      const p = desk.people.find((x) => x.login === body.login)
      if (p && body.password === PASSWORD) return enter(p, res)
      state.failures++
      throw new Refusal(401, 'wrong_credentials')
    }],
    ['POST', /^\/sign-out$/, ({ req }) => void signIns.delete(/firstline_session=([\w-]+)/.exec(req.headers.cookie ?? '')?.[1])],
    ['GET', /^\/me$/, ({ req }) => need(req)],
    ['POST', /^\/me\/status$/, ({ req, body }) => {
      const who = need(req)
      who.status = body.status
      desk.changed(null)
      return who
    }],
    ['GET', /^\/agents$/, ({ req }) => (need(req), desk.people)],
    ['GET', /^\/groups$/, ({ req }) => (need(req), desk.groupLoads())],
    ['GET', /^\/scripts$/, ({ req, query }) => {
      need(req)
      const scripts = [
        { id: 'library.refund', stage: 'library', title: '退款-申请受理', code: 'TK01', body: '您的退款申请已受理，预计{时效}到账。', named: '\ufffc，您的退款申请已受理，预计{时效}到账。', gaps: ['{时效}'], keys: 'tui kuan shen qing shou li' },
        { id: 'answer.good', stage: 'answer', body: '好的。', keys: 'hao de' },
      ]
      return { version: 'v1', pack: 'zh-CN/1-000000000000', scripts: query.get('have') === 'v1' ? null : scripts }
    }],
    ['GET', /^\/matters$/, ({ req }) => (need(req), { categories: categories.map((c) => ({ ...c, group: '', speciality: '', flow: '' })), departments: [], gravities: [], levels: [], complaint_group: '', steps: true, confirm: false, handoff: true })],
    ['GET', /^\/sessions$/, ({ req, query }) => {
      const who = need(req)
      const view = query.get('view')
      if (view === 'all' && !who.permissions.includes('read_all')) throw new Refusal(403, 'not_allowed')
      const { rows, counts } = desk.list(who, view)
      const from = Number(query.get('cursor') || 0)
      const to = from + Number(query.get('limit') || 30)
      return { rows: rows.slice(from, to), next: to < rows.length ? String(to) : '', counts }
    }],
    ['GET', /^\/sessions\/([\w-]+)$/, ({ req, part }) => {
      const who = need(req)
      const s = session(who, part[1])
      return {
        ...s.row, holders: s.holders, outcomes, categories, matter: { way: ['accepted', 'solved', 'replied', 'fed_back'], steps: [], next_step: 'accepted' }, capabilities: { max_text: 4096, accept_on_commit: false, replies: true, ...(s.row.channel_type === 'slack' ? { max_file: 0, max_photo: 0, max_caption: 0 } : { max_file: 50e6, max_photo: 10e6, max_caption: 1024 }) },
        greeting_script: `您好，我是客服${who.name}，很高兴为您服务。`, closing_script: '感谢您的咨询，如有问题随时联系我们，祝您生活愉快。',
      }
    }],
    ['GET', /^\/sessions\/([\w-]+)\/messages$/, ({ req, part, query }) => {
      const s = session(need(req), part[1])
      const before = Number(query.get('before_seq') || Infinity)
      const older = s.messages.filter((m) => m.seq < before)
      return { messages: older.slice(-Number(query.get('limit') || 50)), version: s.row.version }
    }],
    ['GET', /^\/sessions\/([\w-]+)\/messages\/(\d+)\/files\/(\d+)(\/thumb)?$/, ({ req, part, res }) => {
      const { width, height } = session(need(req), part[1]).messages[Number(part[2]) - 1].files[Number(part[3])]
      res.setHeader('Content-Type', 'image/png')
      res.end(png(...(part[4] ? [Math.round(width / 4), Math.round(height / 4)] : [width, height]), Number(part[2]) * 9))
      return null
    }],
    ['GET', /^\/sessions\/([\w-]+)\/earlier$/, ({ req, part }) => (session(need(req), part[1]), { sessions: [], next: '', total: 0 })],
    ['GET', /^\/sessions\/([\w-]+)\/contact$/, ({ req, part }) => {
      const who = need(req)
      const { row } = session(who, part[1])
      const here = { channel: row.channel, channel_type: row.channel_type, by_hand: false, title: row.title, contact: row.contact, sessions: row.ordinal, last_at: row.opened_at, open: null, link: null }
      return { addresses: [here], undone: [], may_link: row.phase !== 'closed' && (row.holder?.id === who.id || who.permissions.includes('act_any')) }
    }],
    ['GET', /^\/me\/drafts$/, ({ req }) => ({ drafts: draftsOf(need(req)).map(({ session, mode, n, text, files }) => ({ session, mode, n, written: !!text || files.length > 0 })) })],
    ['GET', /^\/sessions\/([\w-]+)\/drafts$/, ({ req, part }) => {
      const who = need(req)
      session(who, part[1])
      return { drafts: draftsOf(who).filter((d) => d.session === part[1]) }
    }],
    ['PUT', /^\/sessions\/([\w-]+)\/drafts\/(reply|note)$/, ({ req, body, part }) => {
      const who = need(req)
      session(who, part[1])
      const key = [who.id, part[1], part[2]].join()
      const before = drafts.get(key)
      if (before && before.n !== body.follows) throw new Refusal(409, 'draft_newer', { draft: before })
      const files = body.files.map((id) => ({ ...uploads.get(id), id, gone: !uploads.has(id) }))
      drafts.set(key, { of: who.id, session: part[1], mode: part[2], n: body.follows + 1, text: body.text, scripts: body.scripts, files, at: Date.now() })
      return { n: body.follows + 1 }
    }],
    ['POST', /^\/uploads$/, ({ req, query, text, res }) => {
      need(req)
      const type = req.headers['content-type']
      const up = { id: randomUUID(), kind: /^image\/(png|jpeg)/.test(type) ? 'photo' : 'document', name: query.get('name'), type, size: text.length, width: 640, height: 480 }
      uploads.set(up.id, up)
      res.statusCode = 201
      return up
    }],
    ['DELETE', /^\/uploads\/([\w-]+)$/, ({ req, part }) => (need(req), void uploads.delete(part[1]))],
    ['POST', /^\/sessions\/([\w-]+)\/check$/, ({ req }) => (need(req), { findings: [] })],
    ['POST', /^\/sessions\/([\w-]+)\/(replies|notes)$/, ({ req, body, part, res }) => {
      const who = need(req)
      const s = session(who, part[1])
      const note = part[2] === 'notes'
      if (!note && s.row.holder?.id !== who.id) throw new Refusal(409, 'not_holder')
      if (/forbidden/.test(body.text)) throw new Refusal(422, 'phrase_blocked', { detail: '含有禁用语「forbidden」' })
      res.statusCode = 201
      return once(body, () => {
        const up = uploads.get(body.upload)
        const files = up ? [{ ...up, seconds: 0, state: 'stored', reason: '', thumb: up.kind === 'photo' }] : []
        const m = s.write(note ? 'note' : 'agent', body.text, { by: who.id, client_id: body.client_id, delivery: note ? '' : 'queued', kind: up?.kind, files, quotes: body.quotes })
        if (!note) deliver(s, m)
        desk.changed(s)
        return { seq: m.seq, version: m.version }
      })
    }],
    ['POST', /^\/sessions\/([\w-]+)\/take$/, ({ req, part }) => {
      const who = need(req)
      const s = session(who, part[1])
      if (s.row.holder && !who.permissions.includes('take_over')) throw new Refusal(409, 'taken')
      s.hold(who.id, Date.now(), 'taken').write('system', who.name, { by: who.id, purpose: 'line:assigned' })
      desk.changed(s)
    }],
    ['POST', /^\/sessions\/([\w-]+)\/return$/, ({ req, part, body }) => {
      const s = session(need(req), part[1])
      s.queue(Date.now()).write('system', body.reason, { purpose: 'line:returned' })
      desk.changed(s)
    }],
    ['POST', /^\/sessions\/([\w-]+)\/transfer$/, ({ req, part, body }) => once(body, () => {
      const who = need(req)
      const s = session(who, part[1])
      mayAct(who, s)
      s.write('note', body.note, { by: who.id, purpose: 'handover' })
      if (body.to_agent) s.hold(body.to_agent, Date.now(), 'transferred')
      else {
        s.queue(Date.now())
        s.row.group = body.to_group
      }
      s.write('system', body.to_group ?? desk.person(body.to_agent).name, { purpose: 'line:transferred' })
      desk.changed(s)
      return {}
    })],
    ['POST', /^\/sessions\/([\w-]+)\/close$/, ({ req, part, body }) => once(body, () => {
      const who = need(req)
      const s = session(who, part[1])
      mayAct(who, s)
      if (s.row.unanswered && !body.skip_closing_reason) throw new Refusal(409, 'unanswered')
      if (body.closing_text) s.write('agent', body.closing_text, { by: who.id, purpose: 'closing', delivery: 'sent' })
      s.end(Date.now(), body.outcome, body.category)
      desk.changed(s)
      return {}
    })],
    ['POST', /^\/sessions\/([\w-]+)\/messages\/(\d+)\/resolve$/, ({ req, part, body }) => {
      const s = session(need(req), part[1])
      const m = s.messages[Number(part[2]) - 1]
      m.delivery = body.as === 'delivered' ? 'sent' : 'sending'
      m.text = m.text.replace(/fail|unsure/g, '')
      m.version = s.step()
      if (body.as === 'resend') deliver(s, m)
      s.row.delivery_trouble = false
      desk.changed(s)
    }],
  ]

  return { me, routes, Refusal }
}
