// Texts in another language: on demand, below the original, and never in the way of anything.

import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { answerWith, freshDesk, later, me, message, row } from './fixtures'
import { i18n } from '@/i18n'
import ComposerBox from '@/inbox/composer/ComposerBox.vue'
import MessageItem from '@/inbox/thread/MessageItem.vue'
import { UNTOUCHED } from '@/inbox/thread/about'
import { useAccount } from '@/stores/account'
import { useNotices } from '@/stores/notices'
import { useRows } from '@/stores/rows'
import { loadBar } from '@/translate'
import { heard, languageOf, nameOf, offered } from '@/translate/languages'

const item = (o: object = {}) =>
  mount(MessageItem, { props: { message: message(1, { text: 'Where is my parcel?', ...o }), session: 's1', follows: false, customer: 'Ann', mayResolve: true, about: null, fate: UNTOUCHED }, global: { plugins: [i18n] } })
const boot = (translates: boolean) => (useAccount().boot = { setup_needed: false, organisation: '青禾', locale: 'zh-CN', version: '1', demo: false, translates })
const said = (o: object = {}) => ({ asked: true, text: '我的包裹在哪里？', from: 'en', failed: '', ...o })

describe('a translation', () => {
  beforeEach(freshDesk)

  it('is offered where the department has a service, of what the customer wrote', async () => {
    const calls = answerWith([[/./, () => said()]])
    for (const [on, o] of [[false, {}], [true, { role: 'agent' }], [true, { text: '' }]] as const) {
      boot(on)
      const view = item(o)
      await flushPromises()
      expect(view.find('[data-testid=translate]').exists()).toBe(false)
      view.unmount()
    }
    boot(true)
    const view = item()
    await vi.waitFor(() => expect(view.find('[data-testid=translate]').exists()).toBe(true))
    expect(calls).toEqual([])
    view.unmount()
  })

  it('stands below the original and says that a machine made it', async () => {
    const calls = answerWith([[/translation/, () => said()]])
    boot(true)
    const view = item()
    await vi.waitFor(() => view.get('[data-testid=translate]'))
    await view.get('[data-testid=translate]').trigger('click')
    await vi.waitFor(() => expect(view.get('[data-testid=translated]').text()).toBe('我的包裹在哪里？'))
    expect(view.text()).toContain('Where is my parcel?')
    expect(view.text()).toContain('机器翻译')
    expect(calls).toEqual([{ what: 'POST /sessions/s1/translation', body: { text: 'Where is my parcel?', to: 'zh-CN' } }])
    await view.setProps({ message: message(1, { text: 'Never mind', version: 2 }) })
    await vi.waitFor(() => expect(view.find('[data-testid=translated]').exists()).toBe(false))
    view.unmount()
  })

  it('fails in words, can be asked for again, and leaves the message alone', async () => {
    let fails = true
    answerWith([[/translation/, () => (fails ? said({ text: '', failed: 'timeout' }) : said())]])
    boot(true)
    const view = item()
    await vi.waitFor(() => view.get('[data-testid=translate]'))
    await view.get('[data-testid=translate]').trigger('click')
    await vi.waitFor(() => expect(view.get('[data-testid=translate-failed]').text()).toContain('没有及时回应'))
    expect(view.text()).toContain('Where is my parcel?')
    fails = false
    await view.get('[data-testid=translate]').trigger('click')
    await vi.waitFor(() => expect(view.find('[data-testid=translated]').exists()).toBe(true))
    view.unmount()
  })

  it('of a draft is offered in the language that was heard, taken by a press, and dropped when the draft changes', async () => {
    const first = later()
    const calls = answerWith([[/translation/, () => first.answer]])
    const Bar = await loadBar()
    const view = mount(Bar, { props: { session: 's9', text: '您好' }, global: { plugins: [i18n] } })
    expect(view.find('[data-testid=translate-bar]').exists()).toBe(false)
    heard('s9', 'pt')
    await flushPromises()
    expect(view.get<HTMLSelectElement>('[data-testid=translate-to]').element.value).toBe('pt')
    await view.get('[data-testid=translate-draft]').trigger('click')
    await view.setProps({ text: '您好，请稍等' })
    first.give(said({ text: 'Olá' }))
    await flushPromises()
    expect(view.find('[data-testid=translate-take]').exists()).toBe(false)
    answerWith([[/translation/, () => said({ text: 'Um momento' })]])
    await view.get('[data-testid=translate-draft]').trigger('click')
    await vi.waitFor(() => view.get('[data-testid=translate-take]'))
    await view.get('[data-testid=translate-take]').trigger('click')
    expect(view.emitted('take')).toEqual([['Um momento']])
    expect(calls[0]).toEqual({ what: 'POST /sessions/s9/translation', body: { text: '您好', to: 'pt', from: 'zh-CN' } })
    view.unmount()
  })

  it('takes the place of a draft that can be had back', async () => {
    answerWith([[/translation/, () => said({ text: 'Um momento' })], [/drafts/, () => ({ drafts: [] })], [/./, () => ({ findings: [] })]])
    boot(true)
    useRows().put(row({ owner: { id: 'a1', name: '张敏' } }))
    heard('s1', 'pt')
    const view = mount(ComposerBox, { props: { session: 's1', noteOnly: false, maxText: 0, byHand: false, quoting: { replies: false, accept_on_commit: false } }, global: { plugins: [i18n] } })
    const box = view.get<HTMLTextAreaElement>('[data-testid=composer-text]')
    await box.setValue('请稍等')
    await vi.waitFor(() => view.get('[data-testid=translate-draft]'))
    await view.get('[data-testid=translate-draft]').trigger('click')
    await vi.waitFor(() => view.get('[data-testid=translate-take]'))
    await view.get('[data-testid=translate-take]').trigger('click')
    expect(box.element.value).toBe('Um momento')
    await view.get('[data-testid=mode-note]').trigger('click')
    useNotices().toasts.at(-1)!.undo!()
    await flushPromises()
    expect([view.attributes('data-mode'), box.element.value]).toEqual(['reply', '请稍等'])
    view.unmount()
  })

  it('is heard by one person: whoever signs in next starts anew', () => {
    heard('s9', 'pt')
    useAccount().me = me({ id: 'a2' })
    expect(languageOf('s9')).toBe('')
  })

  it('names languages, and those that nobody knows by their tag', () => {
    expect([offered('none')[0], offered('s9')[0]]).toEqual(['en', 'pt'])
    expect([nameOf('ja'), nameOf('_')]).toEqual(['日本語', '_'])
  })
})
