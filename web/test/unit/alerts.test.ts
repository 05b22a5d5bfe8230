import { mount } from '@vue/test-utils'
import { createMemoryHistory, createRouter } from 'vue-router'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import * as ticker from '@/clock/ticker'
import { addTexts, i18n } from '@/i18n'
import * as desktop from '@/lib/desktop'
import * as sound from '@/lib/sound'
import { ownTexts } from '@/own'
import AlertSettings from '@/own/AlertSettings.vue'
import UrgentStrip from '@/shell/UrgentStrip.vue'
import { useAccount } from '@/stores/account'
import { useAlarms } from '@/stores/alarms'
import { useAlerts } from '@/stores/alerts'
import { useArrivals } from '@/stores/arrivals'
import { useInbox } from '@/stores/inbox'
import { useOutbox } from '@/stores/outbox'
import { SOUNDS, usePrefs } from '@/stores/prefs'
import { useRows } from '@/stores/rows'
import { useWhispers } from '@/stores/whispers'
import { answerWith, freshDesk, me, row } from './fixtures'

const other = { id: 'a2', name: '赵亮' }

describe('what is heard', () => {
  const heard: string[] = []
  const shown: string[] = []
  let tick: (now: number) => void = () => {}
  beforeEach(() => {
    freshDesk()
    answerWith([[/preferences/, () => ({})]])
    void useAccount().setMe(me())
    heard.length = shown.length = 0
    vi.spyOn(sound, 'play').mockImplementation((tone, volume) => void heard.push(`${tone} ${volume}`))
    vi.spyOn(desktop, 'notify').mockImplementation((_, text) => void shown.push(text))
    vi.spyOn(ticker, 'onTick').mockImplementation((paint) => ((tick = paint), () => {}))
    document.head.innerHTML = '<link rel="icon" href="/favicon.svg">'
  })
  const icon = () => document.querySelector('link')!.getAttribute('href')

  it('can be heard beforehand, each sound by its own button and as loud as it is set', async () => {
    await addTexts(ownTexts)
    vi.spyOn(sound, 'unlockSound').mockImplementation(() => {})
    usePrefs().prefs.volume = 35
    const page = mount(AlertSettings, { global: { plugins: [i18n] } })
    for (const s of SOUNDS) await page.get(`[data-testid=try-${s}]`).trigger('click')
    expect(heard).toEqual(SOUNDS.map((s) => `${s} 35`))
    expect(sound.unlockSound).toHaveBeenCalledTimes(SOUNDS.length) // the press is the touch that browsers wait for
    page.unmount()
  })

  it('while something is overdue: once, and again every 20 s until it is answered', () => {
    useAlarms().start()
    useRows().put(row({ id: 's1', version: 1, due_at: 100_000 }))
    for (let now = 85_000; now <= 145_000; now += 500) tick(now)
    expect(heard).toEqual(['soon 60', 'over 60', 'over 60', 'over 60'])
    expect([document.title, icon()]).toEqual(['(1) !! +00:45 · 客服工作台', '/favicon-alert.svg'])
    useRows().put(row({ id: 's1', version: 2, due_at: 0 }))
    for (let now = 145_500; now <= 200_000; now += 500) tick(now)
    expect(heard).toHaveLength(4)
    expect([document.title, icon()]).toEqual(['客服工作台', '/favicon.svg'])
  })

  it('while a session is offered to me: again every 20 s until I have taken it or it is over', () => {
    const offer = (o = {}) => row({ id: 's1', version: 1, offered_until: 150_000, ...o })
    useAlarms().start()
    useRows().put(offer())
    for (let now = 100_000; now <= 145_000; now += 500) tick(now)
    expect(heard).toEqual(['assigned 60', 'assigned 60'])
    useRows().put(offer({ version: 2, offered_until: 0 }))
    for (let now = 145_500; now <= 200_000; now += 500) tick(now)
    useRows().put(offer({ id: 's2', offered_until: 210_000 }))
    for (let now = 200_000; now <= 260_000; now += 500) tick(now)
    expect(heard).toHaveLength(2)
  })

  it('at a press of the button beside each event, as loud as it will be', async () => {
    const settings = mount(AlertSettings, { global: { plugins: [i18n] } })
    for (const event of SOUNDS) await settings.find(`[data-testid=try-${event}]`).trigger('click')
    usePrefs().prefs.volume = 20
    usePrefs().prefs.sounds = { over: false } // it can be tried before it is switched on
    await settings.find('[data-testid=try-over]').trigger('click')
    expect(heard).toEqual([...SOUNDS.map((event) => event + ' 60'), 'over 20'])
    settings.unmount()
  })

  it('in one tab of the browser, which is none that must be silent', () => {
    const others = { 'over:s1': { by: 'another tab', at: Date.now() - 10_000 }, 'over:s2': { by: 'another tab', at: Date.now() - 20_000 } }
    const tell = () => ['s1', 's2'].forEach((s) => useAlerts().tell('over', 'x', s))
    localStorage.setItem('firstline.heard', JSON.stringify(others))
    tell() // this one makes no sound until it is touched: it takes no turn from the others
    expect([heard.splice(0).length, localStorage.getItem('firstline.heard')]).toEqual([2, JSON.stringify(others)])
    vi.spyOn(sound, 'soundReady').mockReturnValue(true)
    tell()
    expect(heard).toEqual(['over 60'])
    tell()
    expect(heard).toEqual(['over 60', 'over 60'])
  })

  it('goes by the volume and the switch of each event', () => {
    usePrefs().prefs.volume = 20
    usePrefs().prefs.sounds = { over: false }
    useAlarms().start()
    useRows().put(row({ id: 's1', version: 1, due_at: 100_000 }))
    for (let now = 85_000; now <= 145_000; now += 500) tick(now)
    expect(heard).toEqual(['soon 20'])
    usePrefs().prefs.sound = false
    useRows().put(row({ id: 's2', version: 1, due_at: 150_000 }))
    tick(145_000)
    expect(heard).toEqual(['soon 20'])
  })

  it('is told by the system only while the page is hidden, and only to who wants it', () => {
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
    useAlarms().start()
    useRows().put(row({ id: 's1', version: 1, title: '王女士', due_at: 100_000 }))
    tick(95_000)
    expect(shown).toEqual([])
    usePrefs().prefs.desktop = true
    tick(100_500)
    expect(shown).toEqual([expect.stringContaining('王女士')])
    hidden.mockReturnValue(false)
    tick(121_000)
    expect(shown).toHaveLength(1)
  })

  it('is another sound for what a colleague passes on', async () => {
    useArrivals().arm()
    useRows().put(row({ id: 's1', version: 1 }))
    await Promise.resolve()
    useRows().put(row({ id: 's2', version: 1, holder: other }))
    useRows().put(row({ id: 's2', version: 2 }))
    await Promise.resolve()
    expect(heard).toEqual(['assigned 60', 'transfer 60'])
  })

  it("is a colleague's note in a session of mine, and a question to me; never my own note", () => {
    useWhispers()
    const note = (version: number, at: number) => row({ id: 's1', version, preview: { role: 'note', text: 'x', at } })
    useRows().put(row({ id: 's1', version: 1 }))
    useRows().put(note(2, 10))
    expect(heard).toEqual(['whisper 60'])
    answerWith([[/./, () => new Promise(() => {})]])
    useOutbox().send('s1', 'note', 'mine', 2)
    useRows().put(note(3, 20))
    expect(heard).toEqual(['whisper 60'])
  })

  it('is a new question to me, and not those that waited before', async () => {
    useWhispers()
    const counts = (asked: number) => useInbox().setCounts({ mine: 0, queue: 0, all: 0, owed: 0, asked })
    for (const n of [2, 2, 3, 1, 2]) {
      counts(n)
      await Promise.resolve()
    }
    expect(heard).toEqual(['whisper 60', 'whisper 60'])
  })
})

describe('the strip of what wants a reply now', () => {
  it('is one for all, leads to the first of them that is not open, and goes by itself', async () => {
    freshDesk()
    const blank = { template: '<i />' }
    const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/inbox/:view/:session?', name: 'inbox', component: blank }] })
    await router.push('/inbox/mine/s1')
    for (const id of ['s1', 's2', 's3']) useRows().put(row({ id, version: 1, title: '客户' + id, due_at: 1000 }))
    useAlarms().loud = ['s1', 's2', 's3']
    const strip = mount(UrgentStrip, { global: { plugins: [i18n, router] } })
    expect(strip.text()).toContain('2 个会话需要立即回复，最急 客户s2')
    await strip.find('[data-testid=urgent-go]').trigger('click')
    expect(strip.emitted('jump')).toEqual([['s2']])
    useAlarms().loud = ['s1']
    await strip.vm.$nextTick()
    expect(strip.find('[data-testid=urgent-strip]').exists()).toBe(false)
    strip.unmount()
  })
})
