// The list with five thousand sessions in it (docs/inbox.md A3): what is drawn is the window, and one timer paints all of it.

import { enableAutoUnmount, flushPromises, mount, RouterLinkStub } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { answerWith, freshDesk, refusal, row } from './fixtures'
import { i18n } from '@/i18n'
import ListPane from '@/inbox/list/ListPane.vue'
import { useInbox } from '@/stores/inbox'
import { useRows } from '@/stores/rows'

vi.mock('vue-router', async (all) => ({ ...(await all<object>()), useRoute: () => ({ params: {}, query: {} }), useRouter: () => ({ push() {}, replace() {} }) }))
enableAutoUnmount(afterEach)

const [ROWS, HEIGHT, ROW, OVERSCAN] = [5000, 864, 72, 6]
const NODES = 3000 // ui.md 5.6, of the whole page

const counts = { mine: ROWS, queue: 0, all: ROWS, asked: 0, owed: 0 }

async function list() {
  const pane = mount(ListPane, { props: { selected: '' }, attachTo: document.body, global: { plugins: [i18n], stubs: { RouterLink: RouterLinkStub } } })
  useInbox().setPage('mine', Array.from({ length: ROWS }, (_, i) => row({ id: 'r' + i, due_at: 1e12 + i, urgency: i })), counts)
  await flushPromises()
  const box = pane.find('.box').element as HTMLElement
  return {
    drawn: () => pane.findAll('[data-testid=session-row]').map((r) => Number(r.attributes('data-session')!.slice(1))).sort((a, b) => a - b),
    nodes: () => document.querySelectorAll('*').length,
    async scroll(to: number) {
      box.scrollTop = to
      box.dispatchEvent(new Event('scroll'))
      await flushPromises()
    },
    pane,
  }
}

// window are the rows that stand in the box when it is scrolled, and those that are drawn ahead.
const windowAt = (top: number) => {
  const from = Math.max(0, Math.floor(top / ROW) - OVERSCAN)
  const to = Math.min(ROWS - 1, Math.ceil((top + HEIGHT) / ROW) - 1 + OVERSCAN)
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}

describe('a list of five thousand', () => {
  beforeEach(() => {
    freshDesk()
    answerWith([[/./, () => refusal(503, 'away')]])
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(HEIGHT)
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(320)
  })

  it.each([0, 36_000, 180_000, ROWS * ROW - HEIGHT])('draws its window and a few rows ahead at %i px, and few nodes', async (top) => {
    const { drawn, nodes, scroll } = await list()
    await scroll(top)
    expect(drawn()).toEqual(windowAt(top))
    expect(nodes()).toBeLessThan(NODES)
  })

  it('stays as small while rows come and change', async () => {
    const { drawn, nodes } = await list()
    const before = nodes()
    for (let i = 0; i < 200; i++) useRows().put(row({ id: 'r' + i * 7, version: 2, due_at: 1e12 + i * 7, urgency: i * 7, unanswered: 0 }))
    for (let i = 0; i < 50; i++) useRows().put(row({ id: 'r' + (ROWS + i), urgency: ROWS + i, due_at: 1e12 + ROWS + i }))
    await flushPromises()
    expect(drawn()).toEqual(windowAt(0))
    expect(nodes()).toBe(before)
  })

  it('has one timer, whatever is drawn', { timeout: 30_000 }, async () => {
    const began = vi.spyOn(globalThis, 'setInterval')
    const ended = vi.spyOn(globalThis, 'clearInterval')
    const runs = () => began.mock.calls.length - ended.mock.calls.length
    const { scroll, drawn, pane } = await list()
    expect(runs()).toBe(1)
    for (let top = 0; top < 100_000; top += 20_000) {
      await scroll(top)
      expect([drawn().length > 10, runs()]).toEqual([true, 1])
    }
    pane.unmount()
    expect(runs()).toBe(0)
  })
})
