import { beforeEach, describe, expect, it, vi } from 'vitest'
import { answerWith, freshDesk, later, message, refusal, soon } from './fixtures'
import { useOutbox } from '@/stores/outbox'

const written = { seq: 1, version: 1 }
const all = () => [...useOutbox().entries.values()]
const onDisk = () => Object.keys(localStorage).filter((k) => k.startsWith('firstline.outbox.a1.'))

describe('the outbox', () => {
  beforeEach(() => {
    freshDesk()
    useOutbox().restore('a1')
    vi.spyOn(Math, 'random').mockReturnValue(0)
  })

  it('keeps an entry on disk until the transcript has it', async () => {
    answerWith([[/replies/, () => written]])
    useOutbox().send('s1', 'reply', '您好', 7)
    expect(onDisk()).toHaveLength(1)
    await soon()
    expect(all()[0]?.state).toBe('accepted')
    useOutbox().settle('s2', [message(1, { client_id: all()[0]!.client_id })])
    expect(all()).toHaveLength(1)
    useOutbox().settle('s1', [message(1, { client_id: all()[0]!.client_id })])
    expect(all()).toHaveLength(0)
    expect(onDisk()).toHaveLength(0)
  })

  it('sends one after the other within a session', async () => {
    const order: string[] = []
    answerWith([[/replies/, async (body) => {
      const { text } = body as { text: string }
      order.push('in ' + text)
      await soon(text === 'a' ? 20 : 0)
      order.push('out ' + text)
      return written
    }]])
    useOutbox().send('s1', 'reply', 'a', 1)
    useOutbox().send('s1', 'reply', 'b', 1)
    await soon(60)
    expect(order).toEqual(['in a', 'out a', 'in b', 'out b'])
  })

  it('tries again with the same id and the same body when the server was out of reach', async () => {
    let up = false
    const calls = answerWith([[/replies/, () => (up ? written : refusal(503, 'unavailable'))]])
    useOutbox().send('s1', 'reply', 'a', 3)
    useOutbox().send('s1', 'reply', 'b', 3)
    await soon()
    expect(calls).toHaveLength(1)
    expect(all().map((e) => e.state)).toEqual(['waiting', 'waiting'])
    up = true
    useOutbox().flush()
    await soon()
    expect(calls).toHaveLength(3)
    expect(calls[1]!.body).toEqual(calls[0]!.body)
    expect(all().map((e) => e.state)).toEqual(['accepted', 'accepted'])
  })

  it('survives a reload: what was under way is tried again, what was refused waits for a person', async () => {
    answerWith([[/replies/, (body) => ((body as { text: string }).text === 'bad' ? refusal(422, 'phrase_blocked', { detail: '禁用语' }) : refusal(503, 'x'))], [/notes/, () => refusal(503, 'x')]])
    useOutbox().send('s1', 'reply', 'bad', 1)
    useOutbox().send('s2', 'note', 'good', 1)
    await soon()
    const ids = all().map((e) => e.client_id)
    useOutbox().clear()
    const calls = answerWith([[/./, () => written]])
    useOutbox().restore('a1')
    await soon()
    expect(all().map((e) => e.client_id).sort()).toEqual([...ids].sort())
    expect(calls.map((c) => c.what)).toEqual(['POST /sessions/s2/notes'])
    expect(all().find((e) => e.text === 'bad')).toMatchObject({ state: 'failed', problem: { code: 'phrase_blocked', detail: '禁用语' } })
  })

  it('sends in the order of writing after a reload, whatever order the storage gives', async () => {
    const entry = (id: string, at: number) => ({ client_id: id, session: 's1', kind: 'reply', text: id, seen_version: 1, at, state: 'waiting' })
    for (const [id, at] of [['third', 30], ['first', 10], ['second', 20]] as const) localStorage.setItem(`firstline.outbox.a1.${id}`, JSON.stringify(entry(id, at)))
    const calls = answerWith([[/replies/, () => written]])
    useOutbox().restore('a1')
    await soon(20)
    expect(calls.map((c) => (c.body as { text: string }).text)).toEqual(['first', 'second', 'third'])
  })

  it('lets the next one through after a refusal, and tries a refused one again on demand', async () => {
    let forgiving = false
    const calls = answerWith([[/replies/, (body) => ((body as { text: string }).text === 'bad' && !forgiving ? refusal(409, 'not_holder') : written)]])
    useOutbox().send('s1', 'reply', 'bad', 1)
    useOutbox().send('s1', 'reply', 'fine', 1)
    await soon()
    expect(all().map((e) => e.state)).toEqual(['failed', 'accepted'])
    forgiving = true
    useOutbox().again(all()[0]!.client_id)
    await soon()
    expect(all()[0]!.state).toBe('accepted')
    expect((calls[2]!.body as { client_id: string }).client_id).toBe((calls[0]!.body as { client_id: string }).client_id)
  })

  it('does not mix accounts', () => {
    answerWith([[/./, () => refusal(503, 'x')]])
    useOutbox().send('s1', 'reply', 'mine', 1)
    useOutbox().clear()
    useOutbox().restore('a2')
    expect(all()).toHaveLength(0)
    expect(onDisk()).toHaveLength(1)
  })

  it('treats an answer that breaks off as no answer', async () => {
    answerWith([[/replies/, () => new Response('{"seq":', { status: 201 })]])
    useOutbox().send('s1', 'reply', 'a', 1)
    await soon()
    expect(all()[0]?.state).toBe('waiting')
  })

  it('does not take what was under way when somebody left for the next one\'s, whatever comes of it', async () => {
    for (const outcome of [written, refusal(409, 'not_holder'), refusal(503, 'away')]) {
      localStorage.clear()
      useOutbox().restore('a1')
      const [first, second] = [later(), later()]
      const answers = [first.answer, second.answer]
      const calls = answerWith([[/replies/, () => answers.shift()]])
      useOutbox().send('s1', 'reply', 'mine', 1)
      useOutbox().send('s1', 'reply', 'mine too', 1)
      const kept = onDisk()
      useOutbox().clear()
      useOutbox().restore('a2')
      first.give(outcome)
      await soon()
      expect([all(), onDisk(), Object.keys(localStorage).length]).toEqual([[], kept, 2])
      useOutbox().send('s1', 'reply', 'theirs', 1) // and it waits for nobody who has gone
      expect(calls.map((c) => (c.body as { text: string }).text)).toEqual(['mine', 'theirs'])
      second.give(written)
      await soon()
      useOutbox().clear()
    }
  })

  it('holds back what was sent together with something that was refused, until that is settled', async () => {
    const file = (id: string) => ({ id, kind: 'photo' as const, name: id, type: 'image/png', size: 1, width: 1, height: 1 })
    let forgiving = false
    const calls = answerWith([[/replies/, (body) => ((body as { text: string }).text === 'rude' && !forgiving ? refusal(422, 'phrase_blocked') : written)]])
    const together = () => {
      for (const [i, name] of ['p1', 'p2', 'p3'].entries()) useOutbox().send('s1', 'reply', i ? '' : 'rude', 1, '', file(name), [], 0, 0, 'b1')
    }
    together()
    useOutbox().send('s1', 'reply', 'next', 1)
    await soon()
    const uploads = () => calls.map((c) => (c.body as { upload?: string }).upload)
    expect(all().map((e) => e.state)).toEqual(['failed', 'waiting', 'waiting', 'accepted'])
    expect(uploads()).toEqual(['p1', undefined])
    forgiving = true
    useOutbox().again(all()[0]!.client_id)
    await soon()
    expect(uploads().slice(2)).toEqual(['p1', 'p2', 'p3'])
    // Thrown away, it takes nothing along and lets nothing go: each of the others is asked about.
    useOutbox().clear()
    useOutbox().restore('a1')
    for (const e of all()) useOutbox().drop(e.client_id)
    forgiving = false
    together()
    await soon()
    calls.length = 0
    useOutbox().drop(all()[0]!.client_id)
    useOutbox().flush()
    await soon()
    expect([all().map((e) => [e.file?.id, e.state]), calls]).toEqual([[['p2', 'failed'], ['p3', 'failed']], []])
  })
})
