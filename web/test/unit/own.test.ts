import { flushPromises, mount } from '@vue/test-utils'
import { createMemoryHistory, createRouter } from 'vue-router'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { addTexts, i18n } from '@/i18n'
import { ownTexts } from '@/own'
import AlertSettings from '@/own/AlertSettings.vue'
import type { Figures, OwnDay } from '@/own/api'
import { csv } from '@/lib/csv'
import DayPage from '@/own/DayPage.vue'
import { tiles } from '@/own/figures'
import { PARTS } from '@/own/parts'
import { usePrefs } from '@/stores/prefs'
import { PLACES } from '@/shell/places'
import { answerWith, freshDesk, refusal } from './fixtures'

const figures = (o: Partial<Figures> = {}): Figures => ({ sessions: 0, first: 0, in_time: 0, away: 0, turns: 0, took_ms: 0, rated: 0, satisfied: 0, untold: 0, ...o })
const day = (o: Partial<OwnDay> = {}): OwnDay => ({ day: '2026-08-20', at: 36_000_000, today: figures({ sessions: 31, first: 16, in_time: 15, turns: 10, took_ms: 364_000 }), before: figures(), agent: { id: 'a1', name: '张敏' }, open: [], reviews: [], ...o })

describe('figures', () => {
  it('are shares of something, or none', () => {
    const said = (f: Figures) => tiles(f, 'zh-CN').map((x) => x.value)
    expect(said(figures())).toEqual(['0', '—', '—', '—'])
    expect(said(figures({ sessions: 31, first: 16, in_time: 15, turns: 10, took_ms: 364_000, rated: 12, satisfied: 11 }))).toEqual(['31', '94%', '36秒', '92%'])
    expect(said(figures({ first: 3, rated: 2 }))).toEqual(['0', '0%', '—', '0%'])
  })

  it('go into a spreadsheet as texts', () => {
    expect(csv([['=1+1', 'a "b", c', '普通']])).toBe('\ufeff"\'=1+1","a ""b"", c","普通"\r\n')
  })
})

describe('desktop notifications', () => {
  it('that are wanted and not allowed on this device say so, and can be asked for', async () => {
    freshDesk()
    await addTexts(ownTexts)
    const system = { permission: 'default', requestPermission: async () => (system.permission = 'granted') }
    vi.stubGlobal('Notification', system)
    usePrefs().prefs.desktop = true // on the other computer
    const page = mount(AlertSettings, { global: { plugins: [i18n] } })
    const said = () => page.find('[data-testid=not-here]').exists()
    expect(said()).toBe(true)
    await page.get('[data-testid=allow-here]').trigger('click')
    await flushPromises()
    expect([said(), usePrefs().prefs.desktop]).toEqual([false, true])
    page.unmount()
    vi.unstubAllGlobals()
  })
})

describe('the own day', () => {
  beforeEach(async () => {
    freshDesk()
    await addTexts(ownTexts)
  })

  async function open(first: OwnDay | null) {
    const state = { day: first }
    answerWith([[/GET .days.me/, () => state.day ?? refusal(503, 'record_away')]])
    vi.useFakeTimers()
    const blank = { template: '<i />' }
    const router = createRouter({ history: createMemoryHistory(), routes: PLACES.map((p) => ({ path: p.path + (p.params ?? ''), name: p.name, component: blank })) })
    await router.push('/me/day')
    const page = mount(DayPage, { global: { plugins: [i18n, router] } })
    await flushPromises()
    return { page, state, minute: async () => (await vi.advanceTimersByTimeAsync(60_000), flushPromises()) }
  }

  it('keeps the last good figures with their time when they cannot be read, and never shows 0', async () => {
    const { page, state, minute } = await open(day())
    const first = () => page.find('[data-testid=day-first]').text()
    expect(first()).toContain('94%')
    expect(first()).toContain('16 次首响')
    state.day = null
    await minute()
    expect(first()).toContain('94%')
    expect(page.find('[data-testid=day-stale]').text()).toContain('数据截至')
    state.day = day({ today: figures() })
    await minute()
    expect(page.find('[data-testid=day-stale]').exists()).toBe(false)
    page.unmount()
    vi.useRealTimers()
  })

  it('has no figures where none could ever be read', async () => {
    const { page } = await open(null)
    expect(page.findAll('[data-testid=day-tiles] b').map((b) => b.text())).toEqual(['—', '—', '—', '—'])
    page.unmount()
    vi.useRealTimers()
  })

  it('leads from what failed to its message, and from what is open to its session', async () => {
    const { page } = await open(day({
      open: [{ session: 's7', number: '7', title: '王女士', kind: 'promise', at: 1 }],
      reviews: [{ session: 's1', number: '1', day: '2026-08-19', at: 1, verdict: 'fail', failed: [{ criterion: 'timely', names: { 'zh-CN': '及时', 'zh-TW': '及時', en: 'Timely' }, seq: 9 }] }],
    }))
    expect(page.find('[data-testid=own-review] li a').attributes('href')).toBe('/search/s1?m=9')
    expect(page.find('[data-testid=open-item] a').attributes('href')).toBe('/inbox/mine/s7')
    page.unmount()
    vi.useRealTimers()
  })

  it('is there for who works with customers; keys and alerts are everybody’s', () => {
    const parts = (permissions: string[]) => PARTS.filter((p) => p.sees({ rank: 'agent', permissions })).map((p) => p.id)
    expect(parts(['serve', 'note'])).toEqual(['day', 'problems', 'scripts', 'alerts', 'keys', 'look', 'access'])
    expect(parts(['note'])).toEqual(['alerts', 'keys', 'look', 'access'])
  })
})
