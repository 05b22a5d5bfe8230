import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { answerWith, detail, freshDesk, message, refusal, row } from './fixtures'
import { i18n } from '@/i18n'
import ComposerBox from '@/inbox/composer/ComposerBox.vue'
import { useCompany } from '@/stores/company'
import { useOutbox } from '@/stores/outbox'
import { useRows } from '@/stores/rows'
import { useTranscripts } from '@/stores/transcripts'

const sun = { id: 'a9', name: '孙悦' }

async function open() {
  useRows().put(row({ id: 's1', version: 5, owner: { id: 'a1', name: '张敏' } }))
  useTranscripts().opened.set('s1', { status: 'ready', transcript: { version: 5, messages: [], hasOlder: false }, detail: detail({ greeting_script: '' }), problem: null, loadingOlder: false })
  const box = mount(ComposerBox, { props: { session: 's1', noteOnly: false, maxText: 0, byHand: false, quoting: { replies: true, accept_on_commit: false } }, global: { plugins: [i18n] } })
  const text = box.find('textarea')
  await text.setValue('您好')
  const lock = async () => {
    await vi.advanceTimersByTimeAsync(0)
    await vi.dynamicImportSettled()
    const bar = box.find('[data-testid=lock]')
    return bar.exists() ? bar.attributes('data-lock') : ''
  }
  const press = (what: 'go' | 'yield') => box.find(`[data-testid=lock-${what}]`).trigger('click')
  const enter = () => text.trigger('keydown', { key: 'Enter' })
  return { box, text, lock, press, enter, sent: () => useOutbox().entries.size }
}

describe('a colleague who answers the same customer', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    freshDesk()
    answerWith([[/./, () => refusal(503, 'away')]])
    useOutbox().restore('a1')
  })
  afterEach(() => vi.useRealTimers())

  it('holds the answer until one goes on, and asks no more while it is the same one', async () => {
    const { lock, press, enter, sent, text } = await open()
    useCompany().types('s1', sun, 'reply')
    expect(await lock()).toBe('asks')
    await enter()
    expect(sent()).toBe(0)
    expect(text.attributes('readonly')).toBeUndefined()
    await press('go')
    useCompany().types('s1', sun, 'reply')
    expect(await lock()).toBe('')
    await enter()
    expect(sent()).toBe(1)
  })

  it('may be let, until the answer is there', async () => {
    const { lock, press, text } = await open()
    useCompany().types('s1', sun, 'reply')
    await lock()
    await press('yield')
    expect([await lock(), text.attributes('readonly'), text.element.value]).toEqual(['yielded', '', '您好'])
    useCompany().stopsTyping('s1', [message(6, { role: 'customer' })])
    expect(await lock()).toBe('yielded')
    useCompany().stopsTyping('s1', [message(7, { role: 'agent', author: sun })])
    expect([await lock(), text.attributes('readonly')]).toEqual(['', undefined])
  })

  it('is forgotten some seconds after the last sign, as a browser that dies says nothing', async () => {
    const { lock } = await open()
    useCompany().types('s1', sun, 'reply')
    await vi.advanceTimersByTimeAsync(5000)
    useCompany().types('s1', sun, 'reply')
    await vi.advanceTimersByTimeAsync(5000)
    expect(await lock()).toBe('asks')
    await vi.advanceTimersByTimeAsync(1000)
    expect(await lock()).toBe('')
  })

  it('is none who writes a note, nor the customer, nor oneself in another browser, nor somebody elsewhere', async () => {
    const { lock } = await open()
    useCompany().types('s1', sun, 'note')
    useCompany().types('s1', null, 'customer')
    useCompany().types('s1', { id: 'a1', name: '张敏' }, 'reply')
    useCompany().types('s2', sun, 'reply')
    expect(await lock()).toBe('')
  })
})
