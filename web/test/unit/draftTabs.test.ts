// Two tabs of one browser at one session: they have a storage in common and nothing else. What one writes there, what the server
// answers and what it tells reaches the other when it likes.

import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia, type Pinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { detail, me, refusal, row } from './fixtures'
import type { Draft } from '@/api/drafts'
import { i18n } from '@/i18n'
import { useComposer } from '@/inbox/composer/useComposer'
import type { Kept, Mode } from '@/lib/drafts'
import { useAccount } from '@/stores/account'
import { useDraftSync } from '@/stores/drafts'
import { useRows } from '@/stores/rows'
import { useTranscripts } from '@/stores/transcripts'

const KEY = 'firstline.draft.a1.s1.reply'
const PLACE = ['s1', 'reply'] as const

type Tab = { pinia: Pinia; box: ReturnType<typeof useComposer>; sync: ReturnType<typeof useDraftSync>; close(): void; told: number[] }
type Asked = { tab: Pinia; what: string; body: { follows: number; text: string }; answer?: Response; give(r: Response): void }

const json = (body: object) => new Response(JSON.stringify(body), { status: 200 })

// world is the server, the browser with its storage, and two tabs.
function world() {
  const state = { n: 0, text: '', auto: true, answering: false }
  const asked: Asked[] = []
  const tabs: (Tab | null)[] = [null, null]
  let active: Pinia

  function enter(pinia: Pinia): void {
    active = pinia
    setActivePinia(pinia)
  }
  const fake = globalThis.setTimeout
  vi.stubGlobal('setTimeout', (run: () => void, ms: number) => {
    const whose = active
    return fake(() => (enter(whose), run()), ms)
  })
  vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => new Promise<Response>((give) => {
    asked.push({ tab: active, what: `${init.method ?? 'GET'} ${url.replace('/api/v1', '')}`, body: init.body ? JSON.parse(String(init.body)) : {}, give })
    if (state.auto) void Promise.resolve().then(answerAll)
  }))

  const draft = (): Draft => ({ mode: 'reply' as Mode, n: state.n, text: state.text, scripts: [], files: [], quotes: 0, at: 1 })
  function save(text: string): void {
    state.n++
    state.text = text
    for (const t of tabs) t?.told.push(state.n)
  }
  // reach is what the server does with a request; its answer is on its way then.
  function reach(a: Asked): void {
    if (a.what.startsWith('GET /me/drafts')) a.answer = json({ drafts: state.n ? [{ session: 's1', mode: 'reply', n: state.n, written: !!state.text }] : [] })
    else if (a.what.endsWith('/drafts')) a.answer = json({ drafts: state.n ? [draft()] : [] })
    else if (!a.what.startsWith('PUT')) a.answer = refusal(503, 'away')
    else if (state.n === a.body.follows + 1 && state.text === a.body.text) a.answer = json({ n: state.n }) // the same again
    else if (state.n && state.n !== a.body.follows) a.answer = refusal(409, 'draft_newer', { draft: draft() })
    else {
      save(a.body.text)
      a.answer = json({ n: state.n })
    }
  }
  async function arrive(a: Asked, lost = false): Promise<void> {
    asked.splice(asked.indexOf(a), 1)
    enter(a.tab)
    a.give(lost ? refusal(503, 'away') : a.answer!)
    await flushPromises()
  }
  async function answerAll(): Promise<void> {
    if (state.answering) return
    state.answering = true
    while (asked[0]) {
      if (!asked[0].answer) reach(asked[0])
      await arrive(asked[0])
    }
    state.answering = false
  }

  async function open(i: number): Promise<Tab> {
    const pinia = createPinia()
    enter(pinia)
    useAccount().me = me()
    useRows().put(row({ id: 's1', version: 5, owner: { id: 'a1', name: '张敏' } }))
    useTranscripts().current = 's1'
    useTranscripts().opened.set('s1', { status: 'ready', transcript: { version: 5, messages: [], hasOlder: false }, detail: detail({ greeting_script: '' }), problem: null, loadingOlder: false })
    let box!: Tab['box']
    const page = mount({ setup: () => ((box = useComposer('s1', false)), () => null) }, { global: { plugins: [i18n] } })
    tabs[i] = { pinia, box, sync: useDraftSync(), told: [], close: () => (enter(pinia), page.unmount(), useDraftSync().clear()) }
    void tabs[i]!.sync.sync() // as the stream's welcome does
    await flushPromises()
    return tabs[i]!
  }
  async function inTab(t: Tab, act: () => void): Promise<void> {
    enter(t.pinia)
    act()
    await flushPromises()
  }
  async function close(i: number): Promise<void> {
    const t = tabs[i]!
    await inTab(t, t.close)
    for (const a of asked.filter((x) => x.tab === t.pinia)) {
      if (!a.answer) reach(a)
      asked.splice(asked.indexOf(a), 1) // nobody hears it
    }
    tabs[i] = null
  }
  const hears = (t: Tab) => inTab(t, () => t.sync.beside(KEY))
  const isTold = (t: Tab) => inTab(t, () => t.told.splice(0).forEach((n) => t.sync.heard({ session: 's1', mode: 'reply', n, written: n < state.n || !!state.text })))
  const type = (t: Tab, text: string) => inTab(t, () => t.box.type(text))
  // settle lets all that is on its way arrive, and time pass.
  async function settle(): Promise<void> {
    state.auto = true
    for (let round = 0; round < 6; round++) {
      await answerAll()
      for (const t of tabs) if (t) await hears(t)
      for (const t of tabs) if (t) await isTold(t)
      await vi.advanceTimersByTimeAsync(40_000)
      await flushPromises()
    }
  }
  const lies = (): Kept | null => JSON.parse(localStorage.getItem(KEY) ?? 'null') as Kept | null
  return { state, asked, tabs, open, close, inTab, type, hears, isTold, reach, arrive, save, settle, lies }
}

const clashOf = (t: Tab) => t.sync.clash(...PLACE)?.text

describe('two tabs of one browser', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 })
    localStorage.clear()
  })
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })

  it('show the same when the second goes on with what the first has not saved yet', async () => {
    const w = world()
    const a = await w.open(0)
    await w.type(a, '您好，')
    const b = await w.open(1)
    expect(b.box.text.value).toBe('您好，')
    await w.type(b, '您好，请看说明')
    await w.settle()
    expect([a.box.text.value, b.box.text.value, w.state.text, clashOf(a), clashOf(b)]).toEqual(['您好，请看说明', '您好，请看说明', '您好，请看说明', undefined, undefined])
  })

  it('do not call it a clash when the save of the first arrives after the second went on', async () => {
    const w = world()
    const a = await w.open(0)
    await w.type(a, '您好，')
    const b = await w.open(1)
    w.state.auto = false
    await vi.advanceTimersByTimeAsync(1000) // the save of the first is on its way
    await w.type(b, '您好，请')
    await vi.advanceTimersByTimeAsync(1000) // and that of the second
    await w.type(b, '您好，请看')
    await w.settle()
    expect([a.box.text.value, b.box.text.value, w.state.text, clashOf(a), clashOf(b)]).toEqual(['您好，请看', '您好，请看', '您好，请看', undefined, undefined])
  })

  it('do not call it a clash when the answer to a save is lost and one goes on writing', async () => {
    const w = world()
    const a = await w.open(0)
    await w.type(a, '一')
    w.state.auto = false
    await vi.advanceTimersByTimeAsync(1000)
    const save = w.asked.find((x) => x.what.startsWith('PUT'))!
    w.reach(save)
    await w.arrive(save, true)
    await w.type(a, '一二')
    await w.settle()
    expect([w.state.text, clashOf(a)]).toEqual(['一二', undefined])
  })

  it('keep both texts, and say so, when one writes over what it has not shown', async () => {
    const w = world()
    const [a, b] = [await w.open(0), await w.open(1)]
    await w.type(a, '这边')
    await w.type(b, '那边') // before it was told of the other
    await w.hears(a)
    expect([a.box.text.value, b.box.text.value, clashOf(a), clashOf(b)]).toEqual(['那边', '那边', '这边', '这边'])
    await w.close(0)
    await w.close(1)
    const again = await w.open(0)
    expect([again.box.text.value, clashOf(again)]).toEqual(['那边', '这边'])
    await w.inTab(again, () => again.box.choose('theirs'))
    await w.settle()
    expect([again.box.text.value, w.state.text, clashOf(again)]).toEqual(['这边', '这边', undefined])
  })

  it('have words back that the other one wrote while an answer was sent', async () => {
    const w = world()
    const a = await w.open(0)
    await w.type(a, '您好')
    const b = await w.open(1)
    await w.type(b, '您好，还有')
    await w.inTab(a, () => expect(a.box.send()).toBe(true))
    await w.hears(b)
    expect([clashOf(a), clashOf(b)]).toEqual(['您好，还有', '您好，还有'])
    await w.inTab(b, () => b.box.choose('both'))
    await w.settle()
    expect([a.box.text.value, b.box.text.value, w.state.text]).toEqual(['您好，还有', '您好，还有', '您好，还有'])
  })

  it('save what a tab that is gone has not saved', async () => {
    const w = world()
    const [a, b] = [await w.open(0), await w.open(1)]
    await w.type(a, '还没存')
    await w.hears(b)
    await w.close(0)
    await vi.advanceTimersByTimeAsync(6000)
    expect([b.box.text.value, w.state.text]).toEqual(['还没存', '还没存'])
  })

  it.each(Array.from({ length: 20 }, () => Math.floor(Math.random() * 2 ** 31)))('lose nothing and end alike, whatever comes when (seed %i)', async (seed) => {
    let r = seed
    const pick = (n: number) => (r = (Math.imul(r, 1664525) + 1013904223) >>> 0) % 65521 % n
    const w = world()
    await w.open(0)
    await w.open(1)
    const owed = new Set<string>() // that somebody has typed and nobody has thrown away or sent
    const tokens = (text = '') => text.split(/\s+/).filter(Boolean)
    const lost = () => {
      const kept = w.lies()
      const there = new Set(tokens([kept?.text, ...(kept?.others ?? []).map((o) => o.text), w.state.text].join(' ')))
      return [...owed].filter((t) => !there.has(t))
    }
    w.state.auto = false
    for (let step = 0; step < 120; step++) {
      const i = pick(2)
      const t = w.tabs[i] ?? (await w.open(i))
      const text = t.box.text.value
      const a = w.asked[pick(w.asked.length || 1)]
      switch (pick(12)) {
        case 0:
        case 1:
        case 2:
          owed.add(`w${step}`)
          await w.type(t, `${text} w${step}`)
          break
        case 3: // somebody deletes a word
          for (const word of tokens(text).slice(-1)) owed.delete(word)
          await w.type(t, tokens(text).slice(0, -1).join(' '))
          break
        case 4:
          if (t.box.text.value && !clashOf(t)) for (const word of tokens(text)) owed.delete(word)
          await w.inTab(t, () => void t.box.send())
          break
        case 5: { // another browser goes on with what the server has
          owed.add(`c${step}`)
          w.save(`${w.state.text} c${step}`)
          break
        }
        case 6:
          await w.hears(t)
          break
        case 7:
          await w.isTold(t)
          break
        case 8:
          if (a && !a.answer) w.reach(a)
          else if (a) await w.arrive(a, pick(4) === 0)
          break
        case 9:
          await vi.advanceTimersByTimeAsync(pick(3000))
          await flushPromises()
          break
        case 10: {
          const theirs = clashOf(t)
          if (theirs === undefined) break
          await w.hears(t)
          const what = (['mine', 'theirs', 'both'] as const)[pick(3)]!
          const [mine, other] = [w.lies()?.text ?? '', clashOf(t) ?? '']
          const gone = what === 'both' ? [] : tokens(what === 'mine' ? other : mine).filter((x) => !tokens(what === 'mine' ? mine : other).includes(x))
          for (const word of gone) owed.delete(word)
          await w.inTab(t, () => t.box.choose(what))
          break
        }
        default:
          if (pick(3) === 0) await w.close(i)
          else await w.inTab(t, () => void t.sync.sync())
      }
      expect(lost(), `step ${step}`).toEqual([])
    }
    for (const i of [0, 1]) if (!w.tabs[i]) await w.open(i)
    await w.settle()
    for (let left = 0; left < 20 && w.tabs.some((t) => t && clashOf(t) !== undefined); left++) {
      const t = w.tabs.find((x) => x && clashOf(x) !== undefined)!
      await w.inTab(t, () => t.box.choose('both'))
      await w.settle()
    }
    expect(lost()).toEqual([])
    expect(w.tabs.map((t) => [t!.box.text.value, clashOf(t!)])).toEqual(Array(2).fill([w.state.text, undefined]))
  })
})
