import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { addTexts, i18n } from '@/i18n'
import InboxPage from '@/inbox/InboxPage.vue'
import { dispatch } from '@/keys/bus'
import { lookTexts } from '@/look'
import SessionLook from '@/look/SessionLook.vue'
import { usePanels } from '@/stores/panels'
import { useTranscripts } from '@/stores/transcripts'
import { answerWith, detail, freshDesk, message, refusal, row } from './fixtures'

const counts = { mine: 1, queue: 0, all: 0, asked: 0, owed: 0 }
const blank = { template: '<i />' }

beforeEach(async () => {
  freshDesk()
  await addTexts(lookTexts)
})

describe('a look at a session', () => {
  it('can be closed when the session is not there', async () => {
    answerWith([[/./, () => refusal(404, 'not_found')]])
    const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: blank }] })
    const look = mount(SessionLook, { props: { session: 'gone' }, global: { plugins: [i18n, router] } })
    await flushPromises()
    expect(look.find('.gone').exists()).toBe(true)
    await look.find('[data-testid=look-close]').trigger('click')
    expect(look.emitted('close')).toHaveLength(1)
    look.unmount()
  })

  // CHN-01: what was said at the counter was sent to nobody.
  it.each([true, false])('calls nothing sent that was written down by people: %s', async (by_hand) => {
    answerWith([
      [/marks/, () => ({ marks: [], findings: [] })],
      [/messages/, () => ({ messages: [message(1), message(2, { role: 'agent', delivery: 'sent' })], version: 1 })],
      [/GET \/sessions/, () => detail({ by_hand })],
    ])
    const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: blank }, { path: '/inbox/:view/:session?', name: 'inbox', component: blank }] })
    const look = mount(SessionLook, { props: { session: 's1' }, global: { plugins: [i18n, router] } })
    await flushPromises()
    expect(look.findAll('[data-testid=message]')).toHaveLength(2)
    expect(look.find('[data-testid=delivery]').exists()).toBe(!by_hand)
    look.unmount()
  })

  // The open session s1, and another one of the same customer before it.
  async function inbox() {
    answerWith([
      [/marks/, () => ({ marks: [], findings: [] })],
      [/messages/, () => ({ messages: [message(1)], version: 1 })],
      [/GET \/sessions\/before/, () => detail({ id: 'before', phase: 'closed', holder: null })],
      [/GET \/sessions\/s1\/earlier/, () => ({ sessions: [], next: 0 })],
      [/GET \/sessions\/s1/, () => detail({ ordinal: 2 })],
      [/GET \/sessions\?/, () => ({ rows: [row({ ordinal: 2 })], next: '', counts })],
      [/me\/stars/, () => ({ stars: [] })],
      [/agents/, () => []],
      [/groups/, () => [{ id: 'service', name: '客服组', waiting: 0, online: 1, free: 1 }]],
    ])
    const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/inbox/:view/:session?', name: 'inbox', component: InboxPage, props: true }] })
    await router.push('/inbox/mine/s1')
    const page = mount({ template: '<RouterView />' }, { attachTo: document.body, global: { plugins: [i18n, router] } })
    await flushPromises()
    return { page, router, look: async () => {
      await router.push('/inbox/mine/s1?look=before')
      await vi.waitFor(() => expect(page.find('[data-testid=look][data-session=before]').exists()).toBe(true)) // its chunk is fetched
    } }
  }

  // RTE-06: what an agent looks up for a note must not cost the note.
  it('leaves the panel of the session in hand as it was, whatever the stream says meanwhile', async () => {
    const { page, router, look } = await inbox()
    const note = () => page.find<HTMLTextAreaElement>('[data-testid=transfer-note]')
    expect(dispatch('transfer')).toBe(true)
    await vi.waitFor(() => expect(note().exists()).toBe(true)) // its chunk is fetched
    note().element.focus()
    await note().setValue('客户上次也')
    await look()
    expect(note().exists()).toBe(false)
    expect([dispatch('close'), usePanels().open]).toEqual([false, 'transfer'])
    useTranscripts().forget('s1') // as a resync does
    await flushPromises()
    expect(dispatch('escape')).toBe(true)
    await flushPromises()
    expect(router.currentRoute.value.fullPath).toBe('/inbox/mine/s1')
    expect(note().element.value).toBe('客户上次也')
    expect(document.activeElement).toBe(note().element)
    expect(dispatch('escape')).toBe(true)
    await flushPromises()
    expect(note().exists()).toBe(false)
    dispatch('transfer') // folded away, not thrown away
    await vi.waitFor(() => expect(note().element.value).toBe('客户上次也'))
    page.unmount()
  })

  it('gives way to what is begun for the session in hand', async () => {
    const { page, router, look } = await inbox()
    await look()
    usePanels().lead('return')
    await vi.dynamicImportSettled()
    await flushPromises()
    expect(router.currentRoute.value.fullPath).toBe('/inbox/mine/s1')
    expect(page.find('[data-testid=look]').exists()).toBe(false)
    expect(page.find('[data-testid=return-panel]').element.contains(document.activeElement)).toBe(true)
    page.unmount()
  })

  // Opening a session gives its composer the caret: once, and not out of somebody's hands.
  it('leaves the focus to whoever works elsewhere, however often the transcript becomes ready', async () => {
    const { page } = await inbox()
    const box = () => page.get<HTMLTextAreaElement>('[data-testid=composer-text]').element
    expect(document.activeElement).toBe(box())
    box().blur()
    const opened = useTranscripts().opened
    for (const status of ['stale', 'ready'] as const) {
      opened.set('s1', { ...opened.get('s1')!, status })
      await flushPromises()
    }
    expect(document.activeElement).toBe(document.body)
    page.unmount()
  })

  it('goes from the row, or whatever else has opened a session, to its composer', async () => {
    const { page, router } = await inbox()
    await router.push('/inbox/mine')
    await flushPromises()
    const row = document.body.appendChild(document.createElement('button'))
    row.focus()
    await router.push('/inbox/mine/s1')
    await flushPromises()
    expect(document.activeElement).toBe(page.get('[data-testid=composer-text]').element)
    row.remove()
    page.unmount()
  })

  it('does not take the focus from a search that goes on while the transcript is fetched', async () => {
    const search = document.body.appendChild(document.createElement('input'))
    search.focus()
    const { page } = await inbox()
    expect(document.activeElement).toBe(search)
    search.remove()
    page.unmount()
  })
})
