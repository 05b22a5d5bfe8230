import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Media, size } from '../src/chat/media'
import { Outbox } from '../src/chat/outbox'
import { Sender } from '../src/chat/sender'
import { memoryShelf } from '../src/chat/shelf'
import { Thread } from '../src/chat/thread'
import { after, Uploads, type Uploaded } from '../src/chat/upload'
import type { Outgoing } from '../src/chat/wire'

const held = (id: string): Uploaded => ({ id, kind: 'photo', name: `${id}.jpg`, type: 'image/jpeg', size: 3, width: 40, height: 30 })

/** A stand-in for the browser's request, which waits for the test to answer it. */
class Request {
  static all: Request[] = []
  url = ''
  headers: Record<string, string> = {}
  answered: Record<string, string> = {}
  status = 0
  responseText = ''
  upload: { onprogress?: (e: object) => void } = {}
  onloadend = () => {}
  aborted = false
  open(_: string, url: string) {
    this.url = url
  }
  setRequestHeader(name: string, value: string) {
    this.headers[name] = value
  }
  send() {
    Request.all.push(this)
  }
  abort() {
    this.aborted = true
    this.onloadend()
  }
  getResponseHeader(name: string) {
    return this.answered[name] ?? null
  }
  answer(status: number, body: object, headers: Record<string, string> = {}) {
    this.status = status
    this.answered = headers
    this.responseText = JSON.stringify(body)
    this.onloadend()
  }
}
Object.assign(globalThis, { XMLHttpRequest: Request })

const turn = () => new Promise((done) => setImmediate(done))

const setup = () => {
  Request.all = []
  const told: string[] = []
  const tokens: (string | null)[] = []
  const uploads = new Uploads({
    base: new URL('https://desk.example/chat/web/'),
    token: async (forget) => {
      tokens.push(forget)
      return forget ? 'new' : 'old'
    },
    changed: () => {},
    tell: (code) => void told.push(code),
  })
  uploads.maxFile = 100
  const choose = async (...names: string[]) => {
    uploads.add(names.map((n) => new File(['abc'], n)))
    await turn()
  }
  return { uploads, told, tokens, choose, states: () => uploads.list.map((c) => c.state) }
}

test('files go up at once, one after the other, with the token in a header', async () => {
  const { uploads, choose, states } = setup()
  await choose('合同.pdf', 'b.pdf')
  assert.deepEqual(states(), ['uploading', 'waiting'])
  assert.equal(Request.all[0]!.url, 'https://desk.example/chat/web/files?name=' + encodeURIComponent('合同.pdf'))
  assert.equal(Request.all[0]!.headers.Authorization, 'Bearer old')
  Request.all[0]!.upload.onprogress!({ lengthComputable: true, loaded: 1, total: 4 })
  assert.equal(uploads.list[0]!.part, 0.25)
  Request.all[0]!.answer(201, held('u1'))
  await turn()
  assert.deepEqual(states(), ['ready', 'uploading'])
  assert.ok(uploads.busy)
  assert.deepEqual(uploads.take().map((u) => u.id), ['u1'])
  assert.deepEqual(states(), ['uploading'])
})

test('what is too large, empty or one too many does not come along, and that is said', async () => {
  const { uploads, told, states } = setup()
  uploads.maxFiles = 1
  uploads.add([new File([], 'empty'), new File(['x'.repeat(101)], 'large'), new File(['x'], 'a'), new File(['x'], 'b')])
  await turn()
  assert.deepEqual(told, ['fileEmpty', 'fileBig', 'filesMost'])
  assert.equal(states().length, 1)
})

test('a desk without files takes none', async () => {
  const { uploads, choose, states } = setup()
  uploads.maxFile = 0
  await choose('a')
  assert.deepEqual(states(), [])
})

test('a token that ended is made anew once, a refusal is final until somebody tries again', async () => {
  const { uploads, tokens, choose, states } = setup()
  await choose('a')
  Request.all[0]!.answer(401, { code: 'bad_token' })
  await turn()
  assert.equal(Request.all[1]!.headers.Authorization, 'Bearer new')
  assert.deepEqual(tokens, [null, 'old'])
  Request.all[1]!.answer(413, { code: 'too_big' })
  await turn()
  assert.deepEqual(states(), ['failed'])
  assert.equal(uploads.list[0]!.code, 'too_big')
  uploads.retry(uploads.list[0]!.key)
  await turn()
  assert.equal(Request.all.length, 3)
})

test('a refusal with a time holds everything back until then, a line that comes back and another file included', async (t) => {
  const { uploads, choose, states } = setup()
  t.mock.timers.enable({ apis: ['setTimeout'] })
  await choose('a')
  Request.all[0]!.answer(429, { code: 'slow_down' }, { 'Retry-After': '7' })
  await turn()
  assert.deepEqual([uploads.list[0]!.state, uploads.list[0]!.code], ['waiting', 'slow_down'])
  await uploads.flush()
  await choose('b')
  t.mock.timers.tick(6999)
  await turn()
  assert.deepEqual(states(), ['waiting', 'waiting'])
  assert.equal(Request.all.length, 1)
  t.mock.timers.tick(1)
  await turn()
  assert.deepEqual(states(), ['uploading', 'waiting'])
})

test('no answer names no time: after five seconds, or as soon as there is a line', async (t) => {
  const { uploads, choose, states } = setup()
  t.mock.timers.enable({ apis: ['setTimeout'] })
  await choose('a')
  Request.all[0]!.answer(0, {})
  await turn()
  t.mock.timers.tick(4999)
  await turn()
  assert.deepEqual(states(), ['waiting'])
  t.mock.timers.tick(1)
  await turn()
  assert.deepEqual(states(), ['uploading'])
  Request.all[1]!.answer(0, {})
  await turn()
  void uploads.flush()
  await turn()
  assert.equal(Request.all.length, 3)
})

test('an upload can be given up; what waits behind it goes on', async () => {
  const { uploads, choose, states } = setup()
  await choose('a', 'b')
  uploads.remove(uploads.list[0]!.key)
  assert.ok(Request.all[0]!.aborted)
  await turn()
  assert.equal(Request.all.length, 2)
  assert.deepEqual(states(), ['uploading'])
})

test('a message waits with its files, also on the shelf, and names them when it goes', () => {
  const outbox = new Outbox(memoryShelf())
  const sent: Outgoing[] = []
  outbox.add('', 'en', [held('u1'), held('u2')])
  outbox.add('text', 'en')
  const sender = new Sender({
    outbox, turn: { mine: () => true, want: () => {}, release: () => {}, steal: () => {} }, live: () => true, visible: () => true, send: (f) => void sent.push(f), about: () => ({}), renew: () => {},
  })
  sender.pump()
  sender.broken()
  assert.deepEqual(sent.map((f) => f.op === 'say' && f.files), [['u1', 'u2'], undefined])
  assert.deepEqual(outbox.all()[0]!.files?.map((f) => f.name), ['u1.jpg', 'u2.jpg'])
})

test('the own picture stays on the page from the field to the entry', () => {
  const t = new Thread()
  const m = { key: 'q:a', id: 'a', text: '', lang: 'en', at: 1_771_000_000_000, files: [held('u1')] }
  const files = (waiting: (typeof m)[]) => t.rows(waiting, () => 'sending').flatMap((r) => (r.kind === 'own' ? r.files.map((f) => [f.state, f.upload, f.url]) : []))
  assert.deepEqual(files([m]), [['stored', 'u1', undefined]])
  t.keep(m)
  const entry = { ordinal: 1, seq: 1, role: 'customer', client_id: 'a', kind: 'photo', text: '', at: m.at, phase: 'serving' }
  t.merge([{ ...entry, files: [{ n: 0, kind: 'photo', state: 'wanted' as const }] }])
  assert.deepEqual(files([]), [['wanted', 'u1', undefined]])
  t.merge([{ ...entry, files: [{ n: 0, kind: 'photo', state: 'stored' as const, url: 'files/1/1/0' }] }])
  assert.deepEqual(files([]), [['stored', 'u1', 'files/1/1/0']])
})

test('sizes are said in the largest unit that fits', () => {
  assert.deepEqual([0, 900, 1536, 14_000, 2_500_000].map(size), ['', '900 B', '1.5 KB', '14 KB', '2.4 MB'])
})

test('a desk without room is not asked again by itself', () => {
  assert.deepEqual([201, 0, 429, 500, 503, 507, 413].map(after), ['ready', 'waiting', 'waiting', 'waiting', 'waiting', 'failed', 'failed'])
})

test('the bytes of a file are never the browser’s to keep: every visitor’s first file has the same address', async (t) => {
  let asked: RequestInit | undefined
  t.mock.method(globalThis, 'fetch', (_: URL, how: RequestInit) => {
    asked = how
    return Promise.resolve(new Response('', { status: 404 }))
  })
  const media = Object.assign(Object.create(Media.prototype) as object, { needs: { base: new URL('http://desk/'), token: () => Promise.resolve('a') } })
  await (media as unknown as { fetch(url: string): Promise<string> }).fetch('files/1/1/0')
  assert.equal(asked?.cache, 'no-store')
})
