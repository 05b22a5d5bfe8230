import { beforeEach, describe, expect, it, vi } from 'vitest'
import { answerWith, detail, freshDesk, me, message, refusal, row, soon } from './fixtures'
import type { Socket } from '@/stream/link'
import { useAccount } from '@/stores/account'
import { useInbox } from '@/stores/inbox'
import { useRows } from '@/stores/rows'
import { useStream } from '@/stores/stream'
import { useTranscripts } from '@/stores/transcripts'

class FakeSocket implements Socket {
  static all: FakeSocket[] = []
  static get last(): FakeSocket {
    return FakeSocket.all.at(-1)!
  }
  readyState = 0
  sent: Record<string, unknown>[] = []
  onopen: ((ev: Event) => void) | null = null
  onmessage: ((ev: MessageEvent) => void) | null = null
  onclose: ((ev: CloseEvent) => void) | null = null

  constructor() {
    FakeSocket.all.push(this)
  }
  send(data: string): void {
    this.sent.push(JSON.parse(data) as Record<string, unknown>)
  }
  close(): void {
    this.readyState = 3
  }
  open(): void {
    this.readyState = 1
    this.onopen?.(new Event('open'))
  }
  say(...frames: object[]): void {
    for (const f of frames) this.onmessage?.(new MessageEvent('message', { data: JSON.stringify(f) }))
  }
  die(code = 1006, reason = ''): void {
    this.readyState = 3
    this.onclose?.({ code, reason } as CloseEvent)
  }
  get hellos() {
    return this.sent.filter((f) => f.op === 'hello')
  }
}

const welcome = (epoch = 'e1') => ({ op: 'welcome', epoch, now: Date.now(), me: me() })
const diff = (from: number, to: number, messages: object[] = []) => ({
  op: 'diff', session: 's1', from, to, row: row({ version: to }), messages,
})
const texts = () => useTranscripts().opened.get('s1')?.transcript?.messages.map((m) => m.text)
const version = () => useTranscripts().version('s1')

// start opens session s1 at version 3 with three messages, on a live stream.
async function start(): Promise<{ socket: FakeSocket; calls: { what: string }[] }> {
  const calls = answerWith([
    [/messages/, () => ({ messages: [message(1), message(2), message(3)], version: 3 })],
    [/GET \/sessions\/s1/, () => detail({ version: 3 })],
    [/GET \/sessions\?/, () => ({ rows: [], next: '', counts: { mine: 0, queue: 0, all: 0, asked: 0, owed: 0 } })],
  ])
  useTranscripts().show('s1')
  await soon()
  useStream().start(() => new FakeSocket(), () => {})
  const socket = FakeSocket.last
  socket.open()
  socket.say(welcome())
  return { socket, calls }
}

describe('the stream', () => {
  beforeEach(() => {
    FakeSocket.all = []
    freshDesk()
    vi.spyOn(Math, 'random').mockReturnValue(0)
  })

  it('begins anew when the server takes the page for somebody else\'s, before anything more leaves from it', () => {
    const reload = vi.spyOn(location, 'reload').mockImplementation(() => {})
    const welcomed = vi.fn()
    useStream().start(() => new FakeSocket(), welcomed)
    FakeSocket.last.open()
    FakeSocket.last.say({ ...welcome(), me: me({ id: 'a2' }) })
    expect([reload.mock.calls.length, welcomed.mock.calls.length, useAccount().me?.id, FakeSocket.last.readyState]).toEqual([1, 0, 'a1', 3])
  })

  it('says hello first, with the list and the versions of what is shown', async () => {
    const { socket } = await start()
    expect(socket.sent[0]).toEqual({ op: 'hello', epoch: '', list: { view: 'mine', limit: 30 }, sessions: { s1: 3 } })
  })

  it('applies a diff that begins where it stands', async () => {
    const { socket } = await start()
    socket.say(diff(3, 5, [message(4, { version: 4 }), message(2, { version: 5, text: 'changed' })]))
    expect(texts()).toEqual(['m1', 'changed', 'm3', 'm4'])
    expect(version()).toBe(5)
    expect(useRows().rows.get('s1')?.version).toBe(5)
  })

  it('drops what it knows already', async () => {
    const { socket } = await start()
    socket.say(diff(3, 4, [message(4)]), diff(3, 4, [message(4)]), diff(2, 4, [message(3), message(4)]))
    expect(texts()).toEqual(['m1', 'm2', 'm3', 'm4'])
    expect(socket.hellos).toHaveLength(1)
  })

  it('asks again at a gap, once for each place it stands at, and never applies over it', async () => {
    const { socket } = await start()
    socket.say(diff(5, 6, [message(6)]), diff(6, 7, [message(7)]))
    expect(texts()).toEqual(['m1', 'm2', 'm3'])
    expect(socket.hellos).toHaveLength(2)
    expect(socket.hellos[1]).toMatchObject({ epoch: 'e1', sessions: { s1: 3 } })
    socket.say(diff(3, 7, [message(4), message(5), message(6), message(7)]))
    expect(version()).toBe(7)
    socket.say(diff(9, 10))
    expect(socket.hellos).toHaveLength(3)
  })

  it('asks again when the answer to a gap stays out', async () => {
    const { socket } = await start()
    const now = vi.spyOn(Date, 'now').mockReturnValue(1_000_000)
    socket.say(diff(5, 6))
    now.mockReturnValue(1_004_000)
    socket.say(diff(6, 7))
    expect(socket.hellos).toHaveLength(3)
  })

  it('reads a session again on resync, and goes on from there', async () => {
    const { socket, calls } = await start()
    const before = calls.length
    socket.say({ op: 'resync', session: 's1' }, diff(3, 4, [message(4)]))
    expect(useTranscripts().opened.get('s1')?.status).toBe('stale')
    expect(texts()).toEqual(['m1', 'm2', 'm3'])
    await soon()
    expect(calls.slice(before).map((c) => c.what)).toEqual(['GET /sessions/s1', 'GET /sessions/s1/messages?limit=50'])
    expect(useTranscripts().opened.get('s1')?.status).toBe('ready')
    expect(socket.hellos.at(-1)).toMatchObject({ sessions: { s1: 3 } })
  })

  it('shows nothing of a session that is no longer to be seen', async () => {
    const { socket } = await start()
    answerWith([[/./, () => refusal(404, 'not_found')]])
    socket.say({ op: 'resync', session: 's1' })
    await soon()
    expect(useTranscripts().opened.get('s1')).toMatchObject({ status: 'error', transcript: null, detail: null })
  })

  it('reads what lies open again when it comes back to who may see it', async () => {
    const { socket } = await start()
    const calls = answerWith([[/./, () => refusal(404, 'not_found')]])
    socket.say({ op: 'resync', session: 's1' })
    await soon()
    socket.say({ op: 'row', row: row({ version: 8, hidden: true }) })
    await soon()
    expect(calls).toHaveLength(2)
    const again = answerWith([[/messages/, () => ({ messages: [message(1)], version: 9 })], [/./, () => detail({ version: 9 })]])
    socket.say({ op: 'row', row: row({ version: 9 }) })
    await soon()
    expect([again.length, useTranscripts().opened.get('s1')?.status, texts()]).toEqual([2, 'ready', ['m1']])
  })

  it('forgets everything when the epoch is another one', async () => {
    const { socket, calls } = await start()
    useTranscripts().opened.set('s2', useTranscripts().opened.get('s1')!)
    socket.die()
    await soon(550)
    const before = calls.length
    FakeSocket.last.open()
    expect(FakeSocket.last.sent[0]).toMatchObject({ epoch: 'e1' })
    FakeSocket.last.say(welcome('e2'))
    expect(useTranscripts().opened.has('s2')).toBe(false)
    expect(useTranscripts().version('s1')).toBeNull()
    await soon()
    expect(calls.length).toBe(before + 2)
    expect(FakeSocket.last.hellos.at(-1)).toMatchObject({ epoch: 'e2', sessions: { s1: 3 } })
  })

  it('counts what a break brought, without what was written here', async () => {
    const { socket } = await start()
    socket.die()
    expect(useStream().state).toBe('lost')
    await soon(550)
    FakeSocket.last.open()
    FakeSocket.last.say(welcome(), diff(3, 6, [message(4), message(5, { role: 'agent', author: { id: 'a1', name: '张敏' } }), message(6, { role: 'system' })]))
    expect(useStream().caughtUp).toEqual({ session: 's1', count: 1, firstSeq: 4 })
    expect(useStream().lostAt).toBe(0)
  })

  it('comes back or stays away as the close code says', async () => {
    const { socket } = await start()
    socket.die(4501, 'signed out')
    expect(useStream().state).toBe('stopped')
    expect(useStream().stopWhy).toBe('signed_out')
    await soon(700)
    expect(FakeSocket.all).toHaveLength(1)
  })

  it('answers pings and survives frames it does not know', async () => {
    const { socket } = await start()
    socket.say({ op: 'ping', now: Date.now() + 5000 }, { op: 'weather', rain: true })
    socket.onmessage?.(new MessageEvent('message', { data: '{broken' }))
    expect(socket.sent.at(-1)).toEqual({ op: 'pong' })
    expect(useStream().state).toBe('live')
  })

  it('follows what is in my hands besides the open session, 32 at most', async () => {
    const { socket } = await start()
    for (let i = 0; i < 40; i++) useRows().put(row({ id: 'h' + i, version: 7 }))
    useStream().helloSoon()
    useStream().helloSoon()
    await soon(150)
    expect(socket.hellos).toHaveLength(2)
    const sessions = socket.hellos[1]!.sessions as Record<string, number>
    expect(Object.keys(sessions)).toHaveLength(32)
    expect(sessions).toMatchObject({ s1: 3, h0: 7 })
  })

  it('takes rows, counts and pages into the list', async () => {
    const { socket } = await start()
    const inbox = useInbox()
    socket.say({ op: 'page', list: { view: 'mine' }, rows: [row({ id: 'p1' }), row({ id: 'p2', urgency: -1 })], counts: { mine: 2, queue: 0, all: 0, asked: 0, owed: 0 } })
    expect(inbox.wanted).toEqual(['p2', 'p1'])
    socket.say({ op: 'row', row: row({ id: 'p1', version: 2, holder: { id: 'a2', name: '赵亮' } }) }, { op: 'counts', counts: { mine: 1, queue: 4, all: 0, asked: 0, owed: 0 } })
    expect(inbox.wanted).toEqual(['p2'])
    expect(inbox.counts.queue).toBe(4)
    socket.say({ op: 'row', row: { ...row({ id: 'p2', version: 3, title: '' }), hidden: true } })
    expect(inbox.wanted).toEqual([])
  })
})
