// What came while one read further up: the button leads to the first of it, where a line stands, and then to the end.

import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { freshDesk, message, row } from './fixtures'
import { i18n } from '@/i18n'
import TranscriptView from '@/inbox/thread/TranscriptView.vue'
import type { Message } from '@/api/types'

vi.stubGlobal('ResizeObserver', class { observe() {} disconnect() {} })

describe('jump to unread', () => {
  beforeEach(freshDesk)

  function open(messages: Message[]) {
    const props = (all: Message[]) => ({ row: row(), transcript: { version: all.length, messages: all, hasOlder: false }, loadingOlder: false, mayResolve: false, marked: new Set<number>(), quoting: null })
    const view = mount(TranscriptView, { props: props(messages), global: { plugins: [i18n] }, attachTo: document.body })
    const box = view.get<HTMLElement>('[data-testid=transcript]').element
    // A box of 100 px onto 1000: where it is scrolled to is what the test looks at.
    Object.defineProperties(box, { scrollHeight: { value: 1000 }, clientHeight: { value: 100 } })
    const led: string[] = []
    const into = vi.spyOn(HTMLElement.prototype, 'scrollIntoView').mockImplementation(function (this: HTMLElement, how) {
      led.push(`${this.dataset.testid} ${(how as { block: string }).block}`)
      box.scrollTop = 500
    })
    const up = async (px: number) => {
      box.scrollTop = px
      box.dispatchEvent(new Event('scroll'))
      await nextTick()
    }
    const button = () => view.find('[data-testid=newest]')
    const order = () => view.findAll('[data-testid=fresh], [data-seq]').map((n) => n.attributes('data-seq') ?? 'line')
    return { view, led, box, up, button, order, comes: async (all: Message[]) => (await view.setProps(props(all)), nextTick()), end: () => (into.mockRestore(), view.unmount()) }
  }

  const before = [1, 2, 3].map((n) => message(n))
  const after = [...before, message(4, { role: 'system', purpose: 'line:assigned' }), message(5), message(6, { role: 'agent', author: { id: 'a1', name: '张敏' } }), message(7)]

  it('leads to the first new message, then to the end', async () => {
    const { led, box, up, button, order, comes, end } = open(before)
    await up(0)
    await comes(after)
    expect(button().text()).toBe('2 条新消息') // neither the system's line nor one's own
    expect(order()).toEqual(['1', '2', '3', '4', 'line', '5', '6', '7'])
    await comes([...after, message(8)])
    expect(button().text()).toBe('3 条新消息')
    expect(order()).toEqual(['1', '2', '3', '4', 'line', '5', '6', '7', '8'])
    await button().trigger('click')
    await flushPromises()
    expect([led, box.scrollTop]).toEqual([['message center', 'fresh start'], 500])
    expect(button().text()).toBe('回到最新')
    await button().trigger('click')
    await flushPromises()
    expect(box.scrollTop).toBe(1000)
    expect(button().exists()).toBe(false)
    expect(order()).toContain('line') // until one goes on
    end()
  })

  it('who reads at the end is not led anywhere', async () => {
    const { button, order, comes, up, end } = open(before)
    await up(950)
    await comes(after)
    expect([button().exists(), order().includes('line')]).toEqual([false, false])
    end()
  })

  it('what is read at last moves the line on with the next news', async () => {
    const { button, order, comes, up, end } = open(before)
    await up(0)
    await comes(after)
    await up(950)
    expect(button().exists()).toBe(false)
    await up(0)
    await comes([...after, message(8), message(9)])
    expect(button().text()).toBe('2 条新消息')
    expect(order().slice(-3)).toEqual(['line', '8', '9'])
    end()
  })
})
