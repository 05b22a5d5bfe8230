import { flushPromises, mount } from '@vue/test-utils'
import { createMemoryHistory, createRouter } from 'vue-router'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { addTexts, i18n } from '@/i18n'
import { keyTexts } from '@/keys'
import { onCommand } from '@/keys/bus'
import { ownTexts } from '@/own'
import { paletteTexts } from '@/palette'
import CommandPalette from '@/palette/CommandPalette.vue'
import { ranked, type Entry } from '@/palette/rank'
import { settingsTexts } from '@/settings'
import { PLACES } from '@/shell/places'
import { useAccount } from '@/stores/account'
import { useRows } from '@/stores/rows'
import { useNotices } from '@/stores/notices'
import { usePanels } from '@/stores/panels'
import { answerWith, freshDesk, later, me, refusal, row, soon } from './fixtures'

const entry = (id: string, o: Partial<Entry> = {}): Entry => ({ id, kind: 'command', title: id, run: () => {}, ...o })

describe('what fits', () => {
  const all = [
    entry('结束会话'), entry('转接'),
    entry('w', { kind: 'session', title: '王重', code: '7WCSGJ', spelled: 'wang zhong|chong' }),
    entry('z', { kind: 'person', title: '张敏', spelled: 'zhang min' }),
    entry('find', { kind: 'find', title: '搜索消息' }),
  ]
  const ids = (q: string, recent: string[] = []) => ranked(all, q, recent).map((e) => e.id)

  it('is found by words, by pinyin in full or by initials, by number; and can always be searched for', () => {
    expect(ids('转接')).toEqual(['转接', 'find'])
    expect(ranked([entry('快捷键一览'), entry('快捷键')], '快捷键', []).map((e) => e.id)).toEqual(['快捷键', '快捷键一览'])
    expect(ids('wangchong')).toEqual(['w', 'find'])
    expect(ids('wz')).toEqual(['w', 'find'])
    expect(ids('7wcs')).toEqual(['w', 'find'])
    expect(ids('没有')).toEqual(['find'])
  })

  it('is narrowed by the first sign', () => {
    expect(ids('>')).toEqual(['结束会话', '转接'])
    expect(ids('@')).toEqual(['z'])
    expect(ids('＃7')).toEqual(['w'])
    expect(ids('@wang')).toEqual([])
  })

  it('has what was used last first, and what fits better before that', () => {
    expect(ids('', ['z', '转接'])).toEqual(['z', '转接', '结束会话', 'w'])
    expect(ids('z', ['w']).slice(0, 2)).toEqual(['z', 'w'])
  })
})

describe('the palette', () => {
  beforeEach(async () => {
    freshDesk()
    document.body.innerHTML = ''
    await Promise.all([paletteTexts, keyTexts, ownTexts, settingsTexts].map(addTexts))
  })

  async function open(jumps?: Promise<object>, status: () => unknown = () => ({}), scripts: object = { version: '', pack: '', scripts: [] }) {
    const blank = { template: '<i />' }
    const router = createRouter({ history: createMemoryHistory(), routes: PLACES.map((p) => ({ path: p.path + (p.params ?? ''), name: p.name, component: blank, meta: { place: p } })) })
    await router.push('/inbox/mine')
    const calls = answerWith([[/POST .me.status/, status], [/GET .scripts/, () => scripts], [/GET .me.scripts/, () => ({ version: '', most: 0, texts: [], used: [], open: 0, unread: 0 })],
      [/GET .search.numbers/, () => ({ sessions: [], cases: [{ case: { id: 'c1', number: 'C-2026-0001', title: '李女士', nature: '多收运费' }, text: 'C-2026-0001', spots: [] }], more: false })], [/GET .jumps/, () => jumps ?? ({ sessions: [{ row: row({ id: 's9', title: '王女士' }), keys: 'wang nv shi' }], people: [{ id: 'a2', name: '赵亮', keys: 'zhao liang' }] })]])
    usePanels().palette = true
    const page = mount({ components: { CommandPalette }, template: '<CommandPalette v-if="on()" />', setup: () => ({ on: () => usePanels().palette }) }, { global: { plugins: [i18n, router] }, attachTo: document.body })
    await flushPromises()
    const box = document.querySelector<HTMLInputElement>('[data-testid=palette-box]')!
    const entries = () => [...document.querySelectorAll<HTMLElement>('[data-testid=palette-entry]')].map((e) => e.dataset.entry)
    const type = async (text: string) => {
      box.value = text
      box.dispatchEvent(new Event('input'))
      await flushPromises()
    }
    const key = async (name: string, more: object = {}) => {
      box.dispatchEvent(new KeyboardEvent('keydown', { key: name, code: name, bubbles: true, cancelable: true, ...more }))
      await flushPromises()
    }
    const asked = (path: string) => calls.map((c) => c.what).filter((w) => w.includes(path))
    return { page, router, box, entries, type, key, asked }
  }

  it('offers what can be done now and nothing that would be refused', async () => {
    useAccount().me = me()
    const { entries, type, page } = await open()
    await type('>')
    expect(entries()).not.toContain('command:close') // no session is open
    expect(entries()).not.toContain('place:settings')
    expect(entries()).not.toContain('place:live')
    expect(entries()).toContain('place:inbox')
    await type('@zl')
    expect(entries()).toEqual(['person:a2']) // whose day one may see, the server says
    page.unmount()
  })

  it('is used by keys alone, and a composing input method keeps them', async () => {
    const { router, entries, type, key, page } = await open()
    await type('wns')
    expect(entries()[0]).toBe('session:s9')
    await key('Enter', { isComposing: true })
    expect(usePanels().palette).toBe(true)
    await key('ArrowDown')
    await key('ArrowUp')
    await key('Enter')
    await soon(5)
    expect(usePanels().palette).toBe(false)
    expect(router.currentRoute.value.params.session).toBe('s9')
    page.unmount()
  })

  it('finds closed sessions and complaints by their numbers, once somebody has stopped typing', async () => {
    const { router, entries, type, key, page, asked } = await open()
    await type('#7WC')
    await type('C-2026')
    await type('C-2026-00')
    expect(asked('/search/numbers')).toEqual([])
    await vi.waitFor(() => expect(entries()[0]).toBe('case:c1'))
    expect(asked('/search/numbers')).toEqual(['GET /search/numbers?q=C-2026-00'])
    await key('Enter')
    await vi.waitFor(() => expect(router.currentRoute.value.params.id).toBe('C-2026-0001'))
    page.unmount()
  })

  it('puts a script into the composer that is open, and offers none where there is none', async () => {
    const taken: unknown[] = []
    const script = { id: 'fee', stage: 'answer', title: '运费说明', code: 'YF01', body: '您好，运费是8元', named: '\ufffc，运费是8元', keys: 'yun fei', gaps: ['{时效}'] }
    const list = { version: 'v', pack: 'p7', scripts: [script, { ...script, id: 'old', retired: true }, { ...script, id: 'sorry', fault: true }] }
    const first = await open(undefined, undefined, list)
    await first.type('yf01')
    expect(first.entries()).not.toContain('script:fee')
    first.page.unmount()
    usePanels().taker = { about: { account: 'a1', customer: '李女士', noFiles: '', fault: false }, take: (...all) => taken.push(all) }
    const listening = mount({ template: '<i />', setup: () => (onCommand('scripts', () => true), {}) })
    const { entries, type, key, page } = await open(undefined, undefined, list)
    await type('/yf')
    expect(entries()).toEqual(['script:fee'])
    await key('Enter')
    await soon(5)
    expect(taken).toEqual([['李女士，运费是8元', { script: 'fee@p7', gaps: ['{时效}'] }, []]])
    page.unmount()
    listening.unmount()
  })

  it('moves nothing under the hand while sessions come and go', async () => {
    const two = ['s1', 's2'].map((id, i) => row({ id, title: '王女士' + id, urgency: i + 1 }))
    for (const r of two) useRows().put(r)
    const { router, entries, type, key, page } = await open()
    await type('#王')
    await key('ArrowDown')
    const chosen = document.querySelector<HTMLElement>('[data-testid=palette-entry][aria-selected=true]')!.dataset.entry!
    const before = entries()
    expect(chosen).toBe(before[1])
    useRows().put(row({ id: 's7', title: '王女士s7', urgency: -1 }))
    for (const [i, r] of two.entries()) useRows().put({ ...r, version: 2, urgency: 9 - i })
    await flushPromises()
    expect(entries()).toEqual(before)
    await key('Enter')
    await soon(5)
    expect('session:' + String(router.currentRoute.value.params.session)).toBe(chosen)
    page.unmount()
  })

  it('keeps what was chosen when the server has told what else there is', async () => {
    const jumps = later<object>()
    useRows().put(row({ id: 's1', title: '王女士', urgency: 5 }))
    const { router, key, page } = await open(jumps.answer)
    for (const what of document.querySelectorAll<HTMLElement>('[data-entry="session:s1"]')) what.dispatchEvent(new MouseEvent('mousemove', { bubbles: true }))
    jumps.give({ sessions: [{ row: row({ id: 's9', title: '赵女士', urgency: 1 }), keys: '' }], people: [] })
    await flushPromises()
    expect(document.querySelectorAll('[data-entry="session:s9"]')).toHaveLength(1)
    await key('Enter')
    await soon(5)
    expect(router.currentRoute.value.params.session).toBe('s1')
    page.unmount()
  })

  it('says when one cannot be made available', async () => {
    useAccount().me = me({ status: 'away' })
    const { type, key, page } = await open(undefined, () => refusal(503, 'record_away'))
    await type('>' + i18n.global.t('palette.status', { name: i18n.global.t('status.online') }))
    await key('Enter')
    await soon(5)
    expect(useNotices().toasts.map((x) => x.tone)).toEqual(['bad'])
    page.unmount()
  })

  it('runs a command of the page that lies below it', async () => {
    const ran: string[] = []
    const below = mount({ template: '<i />', setup: () => (onCommand('close', () => !!ran.push('close')), {}) })
    const { type, key, page, entries } = await open()
    await type('>结束会话')
    expect(entries()[0]).toBe('command:close')
    await key('Enter')
    await soon(5)
    expect(ran).toEqual(['close'])
    page.unmount()
    below.unmount()
  })
})
