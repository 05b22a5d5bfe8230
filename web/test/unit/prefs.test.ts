import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { useAccount } from '@/stores/account'
import { usePrefs } from '@/stores/prefs'
import { answerWith, later, me, refusal } from './fixtures'

// server keeps what it is told, as the real one does.
function server(kept: Record<string, unknown> = {}) {
  const state = { kept, refuses: false }
  const calls = answerWith([
    [/GET .me.preferences/, () => (state.refuses ? refusal(503, 'record_away') : state.kept)],
    [/PATCH .me.preferences/, (body) => (state.refuses ? refusal(503, 'record_away') : Object.assign(state.kept, body))],
  ])
  return { state, told: () => calls.filter((c) => c.what.startsWith('PATCH')).map((c) => c.body) }
}

async function settle(): Promise<void> {
  await flushPromises()
  await vi.advanceTimersByTimeAsync(500)
  await flushPromises()
}

describe('what a person likes', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    localStorage.clear()
    setActivePinia(createPinia())
    return () => vi.useRealTimers()
  })

  it('is there on another computer, before anything of the person is drawn', async () => {
    server({ theme: 'dark', single_keys: false, keys: { urgent: 'Alt+KeyJ' }, volume: 30, sounds: { over: false } })
    await usePrefs().useAccount('a1')
    expect(usePrefs().prefs).toMatchObject({ theme: 'dark', singleKeys: false, keys: { urgent: 'Alt+KeyJ' }, volume: 30, sounds: { over: false }, density: 'comfortable' })
    await flushPromises()
    expect(document.documentElement.dataset.theme).toBe('dark')
  })

  it('tells the server what was changed and nothing else, and nothing that came from it', async () => {
    const { told } = server({ theme: 'dark' })
    await usePrefs().useAccount('a1')
    await settle()
    expect(told()).toEqual([])
    usePrefs().prefs.density = 'compact'
    usePrefs().prefs.singleKeys = false
    usePrefs().prefs.listWidth = 400
    await settle()
    expect(told()).toEqual([{ density: 'compact', single_keys: false, list_width: 400 }])
  })

  it('keeps what could not be told, and tells it the next time, although the server says otherwise', async () => {
    const { state, told } = server({ theme: 'dark' })
    await usePrefs().useAccount('a1')
    state.refuses = true
    usePrefs().prefs.theme = 'light'
    await settle()
    expect(state.kept.theme).toBe('dark')
    state.refuses = false
    setActivePinia(createPinia()) // the page is opened again
    await usePrefs().useAccount('a1')
    await settle()
    expect(usePrefs().prefs.theme).toBe('light')
    expect(told().at(-1)).toEqual({ theme: 'light' })
    expect(state.kept.theme).toBe('light')
  })

  it('does not wait for a server where the device knows, nor let it undo what is changed meanwhile', async () => {
    server({ density: 'compact' })
    await usePrefs().useAccount('a1')
    await settle()
    const slow = later<object>()
    answerWith([[/GET .me.preferences/, () => slow.answer], [/PATCH/, () => ({})]])
    setActivePinia(createPinia())
    await usePrefs().useAccount('a1')
    expect(usePrefs().prefs.density).toBe('compact')
    usePrefs().prefs.density = 'comfortable'
    slow.give({ density: 'compact', volume: 10 })
    await settle()
    expect(usePrefs().prefs).toMatchObject({ density: 'comfortable', volume: 10 })
  })

  it('is nobody else’s: the next person at this device has no keys and sounds of the last one', async () => {
    const { state } = server({ keys: { urgent: 'Alt+KeyJ' }, theme: 'dark' })
    await usePrefs().useAccount('a1')
    await settle()
    state.kept = {}
    await usePrefs().useAccount('b2')
    expect(usePrefs().prefs.keys).toEqual({})
    expect(usePrefs().prefs.theme).toBe('dark') // how the page looks is the device's until somebody chooses
  })

  it('is not changed any more by what is chosen after the person has gone', async () => {
    const { told } = server({ theme: 'dark' })
    await useAccount().setMe(me())
    await settle()
    const kept = () => JSON.stringify([localStorage.getItem('firstline.prefs.a1'), localStorage.getItem('firstline.prefs.a1.untold')])
    usePrefs().prefs.density = 'compact'
    await flushPromises()
    const before = kept()
    useAccount().me = null // before it was told: it waits here
    usePrefs().prefs.locale = 'en'
    await settle()
    expect([told(), kept()]).toEqual([[], before])
    await useAccount().setMe(me())
    await settle()
    expect(told()).toEqual([{ density: 'compact' }])
    expect(usePrefs().prefs.locale).toBe('zh-CN')
  })

  it('takes nothing that means nothing', async () => {
    server({ theme: 'pink', volume: 900, keys: ['x'], sounds: { over: 'no' }, density: 'compact', more: 1 })
    await usePrefs().useAccount('a1')
    expect(usePrefs().prefs).toMatchObject({ theme: 'system', volume: 60, keys: {}, sounds: {}, density: 'compact' })
    expect('more' in usePrefs().prefs).toBe(false)
  })
})
