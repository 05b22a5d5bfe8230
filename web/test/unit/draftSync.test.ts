import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { answerWith, detail, freshDesk, later as held, refusal, row } from './fixtures'
import type { Draft } from '@/api/drafts'
import { i18n } from '@/i18n'
import ComposerBox from '@/inbox/composer/ComposerBox.vue'
import { useDrafts } from '@/inbox/composer/useDrafts'
import type { Mode } from '@/lib/drafts'
import { useDraftSync } from '@/stores/drafts'
import { useOutbox } from '@/stores/outbox'
import { useRows } from '@/stores/rows'
import { useTranscripts } from '@/stores/transcripts'
import { useUploads } from '@/stores/uploads'

type Saved = Pick<Draft, 'text' | 'quotes'> & { files?: string[] }

// serverWith keeps drafts as the server does; save is what another browser does there.
function serverWith() {
  const kept = new Map<string, Draft>()
  const gone = new Set<string>()
  const there: { away: boolean; marks?: Promise<object>; meanwhile?: (() => void) | undefined } = { away: false } // meanwhile: between a save and its answer
  function save(session: string, mode: Mode, { text, files = [], quotes = 0 }: Saved): void {
    const n = (kept.get(`${session}/${mode}`)?.n ?? 0) + 1
    kept.set(`${session}/${mode}`, { mode, n, text, quotes, scripts: [], files: files.map((id) => (gone.has(id) ? { id, gone: true } : { id, gone: false, name: id + '.pdf', size: 3, kind: 'document' })), at: 1 })
  }
  const inSession = (session: string) => (['note', 'reply'] as const).flatMap((m) => kept.get(`${session}/${m}`) ?? [])
  const part = (url: string, i: number) => url.replace('/api/v1/sessions/', '').split('/')[i]!
  const calls = answerWith([
    [/./, (body, url) => {
      if (there.away) return refusal(503, 'away')
      if (url.endsWith('/me/drafts')) return there.marks ?? { drafts: [...kept].map(([key, d]) => ({ session: key.split('/')[0], mode: d.mode, n: d.n, written: !!d.text || !!d.files!.length })) }
      if (url.endsWith('/drafts')) return { drafts: inSession(part(url, 0)) }
      if (!url.includes('/drafts/')) return refusal(503, 'away')
      const [session, mode, asked] = [part(url, 0), part(url, 2) as Mode, body as { follows: number; text: string; files: string[]; quotes?: number }]
      const newest = kept.get(`${session}/${mode}`)
      if (newest && newest.n !== asked.follows) return refusal(409, 'draft_newer', { draft: newest })
      save(session, mode, asked)
      const { n } = kept.get(`${session}/${mode}`)!
      there.meanwhile?.()
      return { n }
    }],
  ])
  return { kept, gone, there, save, calls, text: (session: string, mode: Mode = 'reply') => kept.get(`${session}/${mode}`)?.text }
}

function open(session = 's1', greeting = '') {
  useRows().put(row({ id: session, version: 5, owner: greeting ? null : { id: 'a1', name: '张敏' } }))
  useTranscripts().current = session
  useTranscripts().opened.set(session, { status: 'ready', transcript: { version: 5, messages: [], hasOlder: false }, detail: detail({ greeting_script: greeting }), problem: null, loadingOlder: false })
  const box = mount(ComposerBox, { props: { session, noteOnly: false, maxText: 0, byHand: false, quoting: { replies: true, accept_on_commit: false } }, global: { plugins: [i18n] } })
  return { box, text: box.find('textarea'), value: () => box.find('textarea').element.value, chips: () => box.findAll('[data-testid=chosen-file]').map((c) => c.attributes('data-state')) }
}

const later = async (ms = 1500) => {
  await vi.advanceTimersByTimeAsync(ms)
  await flushPromises()
}
// reload is another page of the same browser.
const another = () => {
  const storage = { ...localStorage } as Record<string, string>
  freshDesk()
  for (const [k, v] of Object.entries(storage)) localStorage.setItem(k, v)
}

describe('drafts on the server', () => {
  let server: ReturnType<typeof serverWith>
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 })
    freshDesk()
    server = serverWith()
  })
  afterEach(() => vi.useRealTimers())

  it('keeps which message an answer is to, and brings it from another browser', async () => {
    const server = serverWith()
    server.save('s1', 'reply', { text: '可以换', quotes: 3 })
    const a = open()
    await later()
    expect(a.value()).toBe('可以换')
    expect(useDrafts().quotes('s1')).toBe(3)
    await a.text.setValue('可以换成蓝色')
    await later()
    expect(server.kept.get('s1/reply')).toMatchObject({ text: '可以换成蓝色', quotes: 3 })
    server.save('s1', 'reply', { text: '可以换', quotes: 5 })
    useDraftSync().heard({ session: 's1', mode: 'reply', n: 3, written: true })
    await later()
    await a.text.trigger('keydown', { key: 'Enter' })
    expect([...useOutbox().entries.values()].map((e) => e.quotes)).toEqual([5])
  })

  it('are saved a moment later, once for many keys, and found by another browser', async () => {
    const { text } = open()
    for (const s of ['在', '在的', '在的，']) await text.setValue(s)
    expect(server.text('s1')).toBeUndefined()
    await later()
    expect([server.text('s1'), server.kept.get('s1/reply')!.n]).toEqual(['在的，', 1])
    localStorage.clear()
    freshDesk()
    const other = open()
    await later()
    expect(other.value()).toBe('在的，')
  })

  it('mark the list before anybody opens them, and no longer once they were sent elsewhere', async () => {
    server.save('s7', 'note', { text: '记得回电' })
    await useDraftSync().sync()
    expect([...useDrafts().marked]).toEqual(['s7'])
    server.save('s7', 'note', { text: '' })
    useDraftSync().heard({ session: 's7', mode: 'note', n: 2, written: false })
    expect([...useDrafts().marked]).toEqual([])
  })

  it('of a note that comes from elsewhere leave the greeting in the box', async () => {
    server.save('s1', 'note', { text: '老客户' })
    const { box, value } = open('s1', '您好，我是张敏。')
    await later()
    expect(value()).toBe('您好，我是张敏。')
    await box.find('[data-testid=mode-note]').trigger('click')
    expect(value()).toBe('老客户')
  })

  it('are over at the server when they were sent, also when the line was away', async () => {
    const { text } = open()
    await text.setValue('您好')
    await later()
    server.there.away = true
    await text.trigger('keydown', { key: 'Enter' })
    await later()
    expect([useOutbox().entries.size, server.text('s1')]).toEqual([1, '您好'])
    another()
    server.there.away = false
    await useDraftSync().sync()
    await later()
    expect([server.text('s1'), useDrafts().read('s1', 'reply')]).toEqual(['', null])
  })

  it('follow what is typed elsewhere while nothing is typed here', async () => {
    const { text, value } = open()
    await text.setValue('一')
    await later()
    server.save('s1', 'reply', { text: '一二' })
    useDraftSync().heard({ session: 's1', mode: 'reply', n: 2, written: true })
    await later()
    expect(value()).toBe('一二')
  })

  it('follow what was sent elsewhere before the answer to the own save was here', async () => {
    const { text, value } = open()
    await later()
    server.there.meanwhile = () => {
      server.there.meanwhile = undefined
      server.save('s1', 'reply', { text: '' })
      for (const [n, written] of [[1, true], [2, false]] as const) useDraftSync().heard({ session: 's1', mode: 'reply', n, written })
    }
    await text.setValue('您好')
    await later()
    expect([value(), useDrafts().n('s1', 'reply')]).toEqual(['', 2])
  })

  it('are over when they were sent, although another page has saved the same words once more', async () => {
    const { text, value } = open()
    await text.setValue('您好')
    await later()
    server.save('s1', 'reply', { text: '您好' })
    await text.trigger('keydown', { key: 'Enter' })
    await later()
    expect([value(), server.text('s1'), server.kept.get('s1/reply')!.n]).toEqual(['', '', 3])
    server.save('s1', 'reply', { text: '还有' })
    useDraftSync().heard({ session: 's1', mode: 'reply', n: 4, written: true })
    await later()
    expect(value()).toBe('还有')
  })

  it.each([['mine', '这里'], ['theirs', '那边'], ['both', '这里\n那边']] as const)('are chosen between when both have changed: %s', async (choice, want) => {
    const { box, text, value } = open()
    await later()
    server.save('s1', 'reply', { text: '那边' })
    await text.setValue('这里')
    await later()
    await vi.dynamicImportSettled()
    expect([value(), box.find('[data-testid=clash-text]').text()]).toEqual(['这里', '那边'])
    await text.trigger('keydown', { key: 'Enter' })
    expect(useOutbox().entries.size).toBe(0)
    await box.find(`[data-testid=clash-${choice}]`).trigger('click')
    await later()
    expect([value(), server.text('s1'), box.find('[data-testid=clash]').exists()]).toEqual([want, want, false])
  })

  it('are over here too when they were sent elsewhere, although the box has been given the same words once more', async () => {
    const { text, value } = open()
    await text.setValue('明天到')
    await later()
    await text.setValue('明天到')
    server.save('s1', 'reply', { text: '' })
    useDraftSync().heard({ session: 's1', mode: 'reply', n: 2, written: false })
    await later()
    expect([value(), server.text('s1')]).toEqual(['', ''])
  })

  it('do not offer an answer any more that was sent elsewhere while one had to choose', async () => {
    const { text, value, box } = open()
    await text.setValue('这边写的')
    server.save('s1', 'reply', { text: '那边写的' })
    await later()
    const sync = useDraftSync()
    expect(sync.clash('s1', 'reply')?.text).toBe('那边写的')
    server.save('s1', 'reply', { text: '' }) // there it was sent
    sync.heard({ session: 's1', mode: 'reply', n: server.kept.get('s1/reply')!.n, written: false })
    await later()
    expect([sync.clash('s1', 'reply'), value(), server.text('s1')]).toEqual([undefined, '这边写的', '这边写的'])
    box.unmount()
  })

  it('stay when they were saved for the first time while the list of all was on its way', async () => {
    const { text, value, box } = open()
    await later()
    const slow = held<object>()
    server.there.marks = slow.answer
    const syncing = useDraftSync().sync()
    await text.setValue('刚写的')
    await later()
    expect(server.text('s1')).toBe('刚写的')
    slow.give({ drafts: [] })
    await syncing
    await later()
    expect([useDrafts().read('s1', 'reply'), value()]).toEqual(['刚写的', '刚写的'])
    box.unmount()
  })

  it('bring their files along, and say which are gone', async () => {
    server.gone.add('u2')
    server.save('s1', 'reply', { text: '请看', files: ['u1', 'u2'] })
    const { box, chips, value } = open()
    await later()
    expect([value(), chips()]).toEqual(['请看', ['ready', 'failed']])
    expect(box.text()).toContain(i18n.global.t('problem.no_upload'))
    await box.findAll('[data-testid=remove-file]')[1]!.trigger('click')
    await later()
    expect(server.kept.get('s1/reply')!.files!.map((f) => f.id)).toEqual(['u1'])
    another()
    expect(open().chips()).toEqual(['ready']) // before the server was asked
    expect(useUploads().of('s2')).toEqual([])
  })

  it('go with their session when the server has thrown them away', async () => {
    const { text, box } = open()
    await text.setValue('旧')
    await later()
    box.unmount()
    server.kept.clear()
    await useDraftSync().sync()
    expect([useDrafts().read('s1', 'reply'), useDrafts().marked.size]).toEqual([null, 0])
  })

  it('stay here, and are not sent again and again, when the session is not ours to see any more', async () => {
    const { text } = open()
    const calls = answerWith([[/./, () => refusal(404, 'not_found')]])
    await text.setValue('还没写完')
    await later(60_000)
    expect(calls.filter((c) => c.what.startsWith('PUT'))).toHaveLength(1)
    expect(useDrafts().read('s1', 'reply')).toBe('还没写完')
  })

  it('never meet and are never lost, whoever writes where and however one goes about', async () => {
    const seed = Math.floor(Math.random() * 2 ** 31)
    console.info('seed', seed)
    let state = seed
    const pick = (n: number) => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) % (n * 7919) % n
    const [sync, sessions] = [useDraftSync(), ['s1', 's2', 's3']]
    for (let step = 0; step < 400; step++) {
      const session = sessions[pick(3)]!
      const mode: Mode = pick(2) ? 'note' : 'reply'
      const mine = `${step} ${session} ${mode} here`
      useTranscripts().current = session
      switch (pick(6)) {
        case 0:
        case 1:
          useDrafts().write(session, mode, mine)
          sync.touched(session, mode)
          break
        case 2:
          server.save(session, mode, { text: pick(4) ? `${step} ${session} ${mode} there` : '' })
          if (pick(2)) sync.heard({ session, mode, n: server.kept.get(`${session}/${mode}`)!.n, written: !!server.text(session, mode) })
          break
        case 3:
          await sync.open(session)
          break
        case 4:
          server.there.away = pick(3) === 0
          await later(pick(3000))
          break
        default:
          sync.choose(session, mode, (['mine', 'theirs', 'both'] as const)[pick(3)]!)
      }
      for (const s of sessions) for (const m of ['reply', 'note'] as const) {
        const words = [useDrafts().read(s, m), server.text(s, m), sync.clash(s, m)?.text].filter(Boolean).flatMap((w) => w!.split('\n'))
        for (const w of words) expect(w, `step ${step} of seed ${seed}`).toMatch(new RegExp(`^\\d+ ${s} ${m} (here|there)$`))
      }
    }
    server.there.away = false
    await sync.sync()
    for (const s of sessions) await sync.open(s)
    await later(30_000)
    for (const s of sessions) for (const m of ['reply', 'note'] as const) {
      sync.choose(s, m, 'both')
    }
    await later(30_000)
    for (const s of sessions) for (const m of ['reply', 'note'] as const) expect(useDrafts().read(s, m) ?? '', `seed ${seed}`).toBe(server.text(s, m) ?? '')
  })
})
