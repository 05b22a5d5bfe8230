import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, ref } from 'vue'
import { answerWith, detail, freshDesk, refusal, row } from './fixtures'
import { addTexts, i18n } from '@/i18n'
import ComposerBox from '@/inbox/composer/ComposerBox.vue'
import PendingItem from '@/inbox/thread/PendingItem.vue'
import TranscriptView from '@/inbox/thread/TranscriptView.vue'
import { useToComposer, type Composer } from '@/inbox/thread/useToComposer'
import { joined, openGaps } from '@/lib/gaps'
import { pickerTexts } from '@/picker'
import { habits, noteUse, star } from '@/picker/habits'
import { library, refresh, type Entry } from '@/picker/library'
import { find, fits, saidTo, sought, spelledAt, type Occasion } from '@/picker/rank'
import ScriptPicker from '@/picker/ScriptPicker.vue'
import { useShellKeys } from '@/shell/useShellKeys'
import { useOutbox, type Entry as Unsent } from '@/stores/outbox'
import { useRows } from '@/stores/rows'
import { useTranscripts } from '@/stores/transcripts'

const REFUND: Entry = { id: 'library.refund', stage: 'library', title: '退款受理', code: 'TK01', body: '您的退款已受理，预计{时效}到账。', named: '\ufffc，您的退款已受理，预计{时效}到账。', gaps: ['{时效}'], keys: 'tui kuan|xin shou|dao li' }
const STATUS: Entry = { id: 'library.status', stage: 'library', title: '退款进度', code: 'TK02', body: '退款已提交银行。', groups: ['order'], keys: 'tui kuan|xin jin du' }
const YES: Entry = { id: 'answer.yes', stage: 'answer', body: '好的。', keys: 'hao de|di' }
const RANK: Entry = { id: 'library.bank', stage: 'library', title: '银行重发', body: '已请银行重新发放。', keys: 'yin hang|xing zhong|chong fa' }
const FAULT: Entry = { id: 'apology.fault', stage: 'apology', fault: true, body: '对不起，是我们的疏忽。', keys: 'dui bu qi' }
const ALL = [REFUND, STATUS, YES, RANK, FAULT]

const anywhere: Occasion = { stage: '', group: 'service', used: {} }
const ids = (question: string, at: Partial<Occasion> = {}) => find(sought(ALL, ''), question, { ...anywhere, ...at }).map((s) => s.entry.id)

describe('what fits', () => {
  it('is found by code, title, text, initials, pinyin, and any mixture of those two', () => {
    for (const q of ['tk01', 'TK01', '退款受', '预计', 'tksl', 'tuikuanshouli', 'tkuansl', 'tuik', "tui'kuan shou", 'ＴＫ０１']) expect(ids(q)[0], q).toBe('library.refund')
    for (const q of ['yhcf', 'yinhangchongfa', 'yxzf', 'chongfa']) expect(ids(q), q).toEqual(['library.bank'])
    expect(ids('xyz')).toEqual([])
    expect(ids('退款 受理')).toEqual(['library.refund'])
  })

  it('comes by code, then title, spelling and text; then stage, group, own use and last use', () => {
    expect(ids('tk')).toEqual(['library.refund', 'library.status'])
    expect(ids('tk', { group: 'order' })).toEqual(['library.status', 'library.refund'])
    expect(ids('tk02')).toEqual(['library.status'])
    expect(ids('')[0]).toBe('library.refund')
    expect(ids('', { stage: 'answer' })[0]).toBe('answer.yes')
    expect(ids('', { used: { 'library.bank': [2, 1], 'answer.yes': [2, 5] } }).slice(0, 2)).toEqual(['answer.yes', 'library.bank'])
    expect(ids('').at(-1)).toBe('library.status') // meant for another group
    expect(fits(sought(ALL, '')[0]!, '退款')).toBeGreaterThan(fits(sought(ALL, '')[0]!, '到账'))
  })

  it('addresses the customer by name where it is known', () => {
    expect(saidTo(REFUND, '李女士')).toBe('李女士，您的退款已受理，预计{时效}到账。')
    expect(saidTo(REFUND, '')).toBe(REFUND.body)
    expect(saidTo(YES, '李女士')).toBe('好的。')
  })

  // The work is counted, not the time: how often a word of a spelling is looked at, whatever somebody types into 2,000 scripts.
  it('looks at each word of each script a bounded number of times', () => {
    const N = 2000
    const WORDS = 20
    let looks = 0
    const counted = (words: string[][]) => new Proxy(words, { get: (on, key, self) => (typeof key === 'string' && /^\d+$/.test(key) && looks++, Reflect.get(on, key, self)) })
    const list = sought(Array.from({ length: N }, (_, i) => ({ ...YES, id: 'library.n' + i, keys: Array(WORDS).fill('a|ai|an').join(' ') })), '').map((s) => ({ ...s, words: counted(s.words as string[][]) }))
    for (const q of ['a', 'aaaa', 'aianaianaianaianaianaianaianaianaianaix', 'zzzz']) {
      looks = 0
      find(list, q, anywhere)
      expect(looks, q).toBeLessThanOrEqual(N * WORDS * (1 + Math.min(WORDS, q.length)))
    }
  })

  it('finds where the letters begin', () => {
    const words = [['tui'], ['kuan', 'xin'], ['jin'], ['du']]
    expect([spelledAt(words, 'tk'), spelledAt(words, 'kj'), spelledAt(words, 'jindu'), spelledAt(words, 'tkjdx'), spelledAt(words, 'txin')]).toEqual([0, 1, 2, -1, 0])
  })
})

describe('gaps', () => {
  it('are those of what was inserted, wherever they stand; braces that somebody typed are none', () => {
    const inserted = [{ script: 's@1', gaps: ['{时效}', '{单号}'] }]
    expect(openGaps('{单号}预计{时效}，{时效}，{别的}', inserted).map((g) => [g.text, g.start])).toEqual([['{单号}', 0], ['{时效}', 6], ['{时效}', 11]])
    expect(openGaps('{时效}', [])).toEqual([])
  })

  it('a piece goes behind a text as it is written: words apart, Chinese together', () => {
    expect(joined('您好。', '退款')).toBe('退款')
    expect(joined('Hello.', 'Your refund')).toBe(' Your refund')
    expect(joined('Hello. ', 'Your refund')).toBe('Your refund')
    expect(joined('', 'Your refund')).toBe('Your refund')
  })
})

describe('the library', () => {
  beforeEach(freshDesk)

  it('is kept on the device, and only asked whether it still holds', async () => {
    const calls = answerWith([[/have=v1/, () => ({ version: 'v1', pack: 'zh-CN/1-aa', scripts: null })], [/GET \/scripts$/, () => ({ version: 'v1', pack: 'zh-CN/1-aa', scripts: [YES] })]])
    await refresh('kept')
    await refresh('else') // another account of this device has its own
    await refresh('kept')
    expect(calls.map((c) => c.what)).toEqual(['GET /scripts', 'GET /scripts', 'GET /scripts?have=v1'])
    answerWith([[/./, () => refusal(503, 'away')]])
    await refresh('else')
    await refresh('kept')
    expect(library.value?.scripts).toEqual([YES])
  })

  it('remembers stars and use, per account and within bounds', () => {
    star('a1', 'x')
    for (let i = 0; i < 500; i++) noteUse('a1', 'n' + i, i)
    noteUse('a1', 'n499', 900)
    const h = habits('a1')
    expect([h.stars, Object.keys(h.used).length, h.used.n499, h.used.n0]).toEqual([['x'], 400, [2, 900], undefined])
    expect(star('a1', 'x').stars).toEqual([])
    expect(habits('a2')).toEqual({ stars: [], used: {} })
  })
})

describe('the picker in the composer', () => {
  let box: VueWrapper
  const text = () => box.find('textarea').element
  const picker = () => box.findComponent(ScriptPicker)
  const key = (k: string, more: object = {}) => picker().find('[data-testid=picker-search]').trigger('keydown', { key: k, ...more })
  const ask = (q: string) => picker().find('[data-testid=picker-search]').setValue(q)
  const queued = () => [...useOutbox().entries.values()].map((e) => [e.text, e.scripts])

  async function write(value: string, caret = value.length): Promise<void> {
    await box.find('textarea').setValue(value)
    text().setSelectionRange(caret, caret)
  }

  // slash types a character at the start of the draft.
  async function slash(char = '/'): Promise<void> {
    const el = text()
    el.value = char + el.value
    el.setSelectionRange(1, 1)
    await box.find('textarea').trigger('input')
    await flushPromises()
  }

  async function button(): Promise<void> {
    await box.find('[data-testid=open-scripts]').trigger('click')
    await flushPromises()
  }

  beforeEach(async () => {
    freshDesk()
    answerWith([[/GET \/scripts/, () => ({ version: 'v1', pack: 'zh-CN/1-aa', scripts: ALL })], [/./, () => refusal(503, 'away')]])
    useOutbox().restore('a1')
    useRows().put(row({ id: 's1', version: 5, owner: { id: 'a1', name: '张敏' } }))
    useTranscripts().opened.set('s1', { status: 'ready', transcript: { version: 5, messages: [], hasOlder: false }, detail: detail({ customer: '李女士' }), problem: null, loadingOlder: false })
    await Promise.all([addTexts(pickerTexts), refresh('a1')])
    box = mount(ComposerBox, { props: { session: 's1', noteOnly: false, maxText: 0, byHand: false, quoting: { replies: true, accept_on_commit: false } }, global: { plugins: [i18n] }, attachTo: document.body })
    return () => {
      box.unmount()
      useOutbox().clear() // or it tries again while the next one runs
    }
  })

  it('opens on a slash at the very start, and on what a Chinese input method makes of it', async () => {
    for (const char of ['/', '、']) {
      await slash(char)
      expect(picker().exists()).toBe(true)
      expect(text().value).toBe('')
      picker().vm.$emit('close', '', '')
      await flushPromises()
    }
    await write('5')
    const el = text()
    el.value = '5/'
    await box.find('textarea').trigger('input')
    expect([picker().exists(), el.value]).toEqual([false, '5/'])
  })

  it('opens before a draft without touching it, and not while an input method composes', async () => {
    await write('已写好')
    const el = text()
    el.value = '/已写好'
    el.setSelectionRange(1, 1)
    await box.find('textarea').trigger('input', { isComposing: true })
    expect(picker().exists()).toBe(false)
    await write('已写好')
    await slash()
    expect([picker().exists(), text().value]).toEqual([true, '已写好'])
  })

  it('inserts two at the caret and leaves the rest of the draft alone', async () => {
    await write('前后', 1)
    await button()
    await ask('hd')
    await key('Enter')
    await flushPromises()
    expect([text().value, text().selectionStart, picker().exists()]).toEqual(['前好的。后', 4, false])
    await button()
    await ask('tk01')
    await key('Enter')
    await flushPromises()
    expect(text().value).toBe('前好的。李女士，您的退款已受理，预计{时效}到账。后')
  })

  it('holds back a text with something to fill in, and puts the caret there', async () => {
    await button()
    await ask('tk01')
    await key('Enter')
    await flushPromises()
    const marked = () => text().value.slice(text().selectionStart, text().selectionEnd)
    expect(marked()).toBe('{时效}')
    text().setSelectionRange(0, 0)
    await box.find('textarea').trigger('keydown', { key: 'Enter' })
    await vi.waitFor(() => box.get('[data-testid=gap]')) // the bar is loaded when it is needed
    expect([queued(), marked(), box.find('[data-testid=gap]').text()]).toEqual([[], '{时效}', '{时效}'])
    await write(text().value.replace('{时效}', '三天'))
    expect(box.find('[data-testid=gaps]').exists()).toBe(false)
    await box.find('textarea').trigger('keydown', { key: 'Enter' })
    expect(queued()).toEqual([['李女士，您的退款已受理，预计三天到账。', ['library.refund@zh-CN/1-aa']]])
  })

  it('keeps what is to be filled in across a reload, and lets braces through that somebody typed', async () => {
    await button()
    await ask('tk01')
    await key('Enter')
    await flushPromises()
    box.unmount()
    box = mount(ComposerBox, { props: { session: 's1', noteOnly: false, maxText: 0, byHand: false, quoting: { replies: true, accept_on_commit: false } }, global: { plugins: [i18n] }, attachTo: document.body })
    await box.find('textarea').trigger('keydown', { key: 'Enter' })
    expect(queued()).toEqual([])
    await write('')
    await write('{时效}')
    await box.find('textarea').trigger('keydown', { key: 'Enter' })
    expect(queued()).toEqual([['{时效}', undefined]])
  })

  it('sends at once with Ctrl+Enter, unless something is to be filled in', async () => {
    await button()
    await ask('tk01')
    await key('Enter', { ctrlKey: true })
    await flushPromises()
    expect(queued()).toEqual([])
    await write('')
    await button()
    await ask('hd')
    await key('Enter', { ctrlKey: true })
    await flushPromises()
    expect(queued()).toEqual([['好的。', ['answer.yes@zh-CN/1-aa']]])
  })

  it('leaves keys to an input method, and searches what it composes', async () => {
    await button()
    const search = picker().find<HTMLInputElement>('[data-testid=picker-search]')
    search.element.value = "t'k"
    await search.trigger('input', { isComposing: true })
    expect(picker().findAll('[data-testid=picker-entry]')).toHaveLength(2)
    await key('Enter', { isComposing: true })
    await key('Enter', { keyCode: 229 })
    await key('ArrowDown', { keyCode: 229 })
    expect([picker().exists(), text().value, picker().find('[aria-selected=true]').attributes('data-script')]).toEqual([true, '', 'library.refund'])
  })

  it('Escape gives the focus back, and a slash that was meant as one; Backspace takes it away', async () => {
    await slash()
    await ask('5折')
    expect(picker().find('[data-testid=picker-none]').exists()).toBe(true)
    await key('Escape')
    await flushPromises()
    expect([picker().exists(), text().value, document.activeElement === text()]).toEqual([false, '/5折', true])
    await write('')
    await slash()
    await key('Backspace')
    await flushPromises()
    expect([picker().exists(), text().value]).toEqual([false, ''])
  })

  it('offers the apology for a fault only where the complaint was found valid (SCR-21)', async () => {
    await button()
    await ask('dbq')
    expect(picker().findAll('[data-testid=picker-entry]')).toHaveLength(0)
    useTranscripts().opened.set('s1', { ...useTranscripts().opened.get('s1')!, detail: detail({ fault_script: FAULT.body }) })
    await vi.waitFor(() => expect(picker().findAll('[data-testid=picker-entry]')).toHaveLength(1))
  })

  it('is a combobox over a listbox', async () => {
    await button()
    const search = picker().find('[role=combobox]')
    const active = () => picker().find('#' + search.attributes('aria-activedescendant')).attributes('data-script')
    expect(picker().find('#' + search.attributes('aria-controls')).attributes('role')).toBe('listbox')
    const first = active()
    await key('ArrowDown')
    expect(active()).not.toBe(first)
    await key('ArrowUp')
    await key('ArrowUp')
    expect(picker().find('#' + search.attributes('aria-activedescendant')).attributes('aria-selected')).toBe('true')
    expect(document.activeElement).toBe(search.element)
  })

  it('keeps the keys that are held, and Enter in every form, from the draft', async () => {
    await write('草稿')
    await button()
    const enter = (more: object) => {
      const ev = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...more })
      picker().find('[data-testid=picker-search]').element.dispatchEvent(ev)
      return ev.defaultPrevented
    }
    expect([enter({ shiftKey: true }), enter({ altKey: true }), enter({ repeat: true }), picker().exists()]).toEqual([true, true, true, true])
    await key('Backspace', { repeat: true })
    expect(picker().exists()).toBe(true)
    await ask('hd')
    await key('Enter')
    await flushPromises()
    expect(text().value).toContain('好的。')
    await box.find('textarea').trigger('keydown', { key: 'Enter', repeat: true })
    expect(queued()).toEqual([])
    await box.find('textarea').trigger('keydown', { key: 'Enter' })
    expect(queued()).toHaveLength(1)
  })

  it('keeps the chosen one when the order changes, and takes the first when it is gone', async () => {
    await button()
    const chosen = () => picker().find('[aria-selected=true]').attributes('data-script')
    const entries = () => picker().findAll('[data-testid=picker-entry]').map((e) => e.attributes('data-script'))
    const before = entries()
    expect(chosen()).toBe(before[0])
    // Nothing was chosen by hand: what the preview shows is what Ctrl+Enter sends.
    library.value = { ...library.value!, scripts: [RANK, YES, REFUND, STATUS] }
    await flushPromises()
    expect([entries()[0] === before[0], chosen()]).toEqual([false, before[0]])
    await key('ArrowDown')
    const second = chosen()
    library.value = { ...library.value!, scripts: [STATUS, REFUND, YES, RANK] }
    await flushPromises()
    expect(chosen()).toBe(second)
    library.value = { ...library.value!, scripts: ALL.filter((e) => e.id !== second) }
    await flushPromises()
    expect(chosen()).toBe(entries()[0])
  })

  it('has the focus again by its key, and goes by Escape wherever the focus is, and with the answer', async () => {
    const desk = mount(defineComponent({ setup: () => useShellKeys(), render: () => null }))
    const press = (code: string, more: object = {}) => text().dispatchEvent(new KeyboardEvent('keydown', { key: code, code, bubbles: true, cancelable: true, ...more }))
    await button()
    text().focus()
    press('KeyS', { altKey: true })
    expect(document.activeElement).toBe(picker().find('[data-testid=picker-search]').element)
    text().focus()
    press('Escape')
    await flushPromises()
    expect([picker().exists(), document.activeElement === text()]).toEqual([false, true])
    await button()
    press('KeyX', { altKey: true })
    await flushPromises()
    await box.find('[data-testid=mode-reply]').trigger('click')
    expect(picker().exists()).toBe(false)
    desk.unmount()
  })

  it('does not stay open unseen when it cannot be fetched, and gives the slash back', async () => {
    const away = vi.spyOn(pickerTexts, 'zh-CN').mockRejectedValue(new Error('no line'))
    await slash()
    expect([picker().exists(), text().value]).toEqual([false, '/'])
    away.mockRestore()
    await write('')
    await slash()
    expect(picker().exists()).toBe(true)
  })

  it('comes back with a failed reply, and what is still to be filled in with it', async () => {
    answerWith([[/replies/, () => refusal(422, 'script_gap')]])
    useOutbox().send('s1', 'reply', '预计{时效}到账', 5, '', undefined, [{ script: 'library.refund@zh-CN/1-aa', gaps: ['{时效}'] }])
    await flushPromises()
    const view = mount(TranscriptView, { props: { row: row({ id: 's1' }), transcript: { version: 5, messages: [], hasOlder: false }, loadingOlder: false, mayResolve: true, marked: new Set<number>(), quoting: null }, global: { plugins: [i18n] } })
    view.findComponent(PendingItem).vm.$emit('edit')
    const composer = ref(box.vm as unknown as Composer)
    await useToComposer(composer, () => {}).editAgain(...(view.emitted('edit')![0] as [Unsent, string]))
    await flushPromises()
    await vi.waitFor(() => box.get('[data-testid=gap]'))
    expect([text().value, queued(), box.find('[data-testid=gap]').text()]).toEqual(['预计{时效}到账', [], '{时效}'])
    await write('预计三天到账')
    await box.find('textarea').trigger('keydown', { key: 'Enter' })
    expect(queued()).toEqual([['预计三天到账', ['library.refund@zh-CN/1-aa']]])
    view.unmount()
  })

  it('is fetched ahead, but not for a composer that is gone', async () => {
    vi.useFakeTimers()
    try {
      const calls = answerWith([[/./, () => refusal(503, 'away')]])
      const [stays, goes] = [1, 2].map(() => mount(ComposerBox, { props: { session: 's1', noteOnly: false, maxText: 0, byHand: false, quoting: { replies: true, accept_on_commit: false } }, global: { plugins: [i18n] } }))
      goes!.unmount()
      await vi.advanceTimersByTimeAsync(5000)
      expect(calls.filter((c) => c.what.startsWith('GET /scripts'))).toHaveLength(1)
      stays!.unmount()
    } finally {
      vi.useRealTimers()
    }
  })

  it('is not for notes', async () => {
    await box.find('[data-testid=mode-note]').trigger('click')
    expect(box.find('[data-testid=open-scripts]').exists()).toBe(false)
    await slash()
    expect([picker().exists(), text().value]).toEqual([false, '/'])
  })
})
