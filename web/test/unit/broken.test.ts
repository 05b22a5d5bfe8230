// A message that cannot be drawn, for whatever reason, stands in a frame of its own (A10).

import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { freshDesk, message, row } from './fixtures'
import { i18n } from '@/i18n'
import MessageGuard from '@/inbox/thread/MessageGuard.vue'
import TranscriptView from '@/inbox/thread/TranscriptView.vue'
import MarkedTranscript from '@/marks/MarkedTranscript.vue'
import type { Message } from '@/api/types'

const BROKEN: Record<string, object> = {
  'without a time': { at: 'yesterday' },
  'with a file that is none': { files: [null] },
  'whose text is none': { text: { rich: '[b]你好[/b]' } },
  'of ours with a file that is none': { role: 'agent', purpose: 'reply', author: { id: 'a1', name: '张敏' }, files: [null] },
}

const conversation = (o: object): Message[] => [message(1), { ...message(2), ...o }, message(3)]

async function transcript(messages: Message[]) {
  const props = { row: row(), transcript: { version: 9, messages, hasOlder: false }, loadingOlder: false, mayResolve: true, mayChange: true, marked: new Set<number>(), quoting: { replies: true, accept_on_commit: true } }
  const view = mount(TranscriptView, { props, global: { plugins: [i18n] } })
  await vi.waitFor(() => expect(view.find('[data-broken]').exists()).toBe(true))
  return view
}

describe('a message that cannot be drawn', () => {
  const said: unknown[][] = []
  beforeEach(() => {
    freshDesk()
    said.length = 0
    vi.spyOn(console, 'error').mockImplementation((...what) => void said.push(what))
  })
  afterEach(() => vi.restoreAllMocks())

  for (const [name, o] of Object.entries(BROKEN)) {
    it(`${name} says so, and the others stand`, async () => {
      const view = await transcript(conversation(o))
      expect(view.findAll('[data-testid=message]').map((m) => [m.attributes('data-seq'), m.attributes('data-broken') !== undefined])).toEqual([['1', false], ['2', true], ['3', false]])
      expect(view.text()).toContain('m1')
      expect(view.text()).toContain('m3')
      expect(view.get('[data-broken]').text()).toContain('无法显示')
      expect(said.map(([what]) => String(what))).toEqual(['message 2, version 2 cannot be drawn:'])
      view.unmount()
    })
  }

  it('gives what came to who asks for it, and nothing of it is markup', async () => {
    const view = await transcript(conversation({ files: [null], text: '<img src=x onerror=alert(1)> 我的订单' }))
    expect(view.find('pre').exists()).toBe(false)
    await view.get('[data-testid=original]').trigger('click')
    expect(view.get('pre').text()).toBe('<img src=x onerror=alert(1)> 我的订单')
    expect(view.find('pre img').exists()).toBe(false)
    await view.setProps({ transcript: { version: 9, messages: conversation({ text: { rich: 1 } }), hasOlder: false } })
    await vi.waitFor(() => expect(view.find('[data-broken]').exists()).toBe(true))
    view.unmount()
  })

  it('is drawn as soon as a state comes that can be, and breaks when one comes that cannot', async () => {
    const view = await transcript(conversation({ files: [null] }))
    await view.setProps({ transcript: { version: 10, messages: conversation({ version: 10 }), hasOlder: false } })
    expect(view.find('[data-broken]').exists()).toBe(false)
    expect(view.text()).toContain('m2')
    await view.setProps({ transcript: { version: 11, messages: conversation({ version: 11, files: [null] }), hasOlder: false } })
    await vi.waitFor(() => expect(view.find('[data-broken]').exists()).toBe(true))
    expect(view.text()).toContain('m3')
    view.unmount()
  })

  it('does not take the review with it either', async () => {
    const view = mount(MarkedTranscript, { props: { session: 's1', messages: conversation({ at: 'yesterday' }), marks: [], customer: '李女士' }, global: { plugins: [i18n] } })
    await vi.waitFor(() => expect(view.find('[data-broken]').exists()).toBe(true))
    expect(view.text()).toContain('m3')
    view.unmount()
  })

  it('is none whose button goes wrong', async () => {
    const Button = { template: '<button @click="fail">x</button>', methods: { fail: () => { throw new Error('behind a click') } } }
    const errors: unknown[] = []
    const view = mount({ components: { MessageGuard, Button }, data: () => ({ m: message(1) }), template: '<MessageGuard :message="m"><Button /></MessageGuard>' }, { global: { plugins: [i18n], config: { errorHandler: (e) => void errors.push(e) } } })
    await view.get('button').trigger('click')
    await flushPromises()
    expect([view.find('button').exists(), errors.length]).toEqual([true, 1])
    view.unmount()
  })
})
