import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { answerWith, freshDesk, refusal } from './fixtures'
import { addTexts, i18n } from '@/i18n'
import { pickerTexts } from '@/picker'
import EntryForm from '@/picker/EntryForm.vue'
import { library, type Entry } from '@/picker/library'
import { own, refreshOwn, usedBy } from '@/picker/own'
import ScriptPicker from '@/picker/ScriptPicker.vue'
import { settingsTexts } from '@/settings'

const MINE = { id: 'm1', n: 3, title: '稍等', code: 'SD', text: '请稍等{时长}。', gaps: ['{时长}'], keys: 'shao deng qing shao deng' }
const YES: Entry = { id: 'answer.yes', stage: 'answer', body: '好的。', text: '{{if .Customer}}{{.Customer}}，{{end}}好的。', keys: 'hao de|di' }
const LIST = { version: 'o1', most: 200, texts: [MINE], used: [], open: 0, unread: 0 }
const USE = { script: 'answer.yes', times: 3, people: 1, last: 5 }
const ABOUT = { account: 'a1', customer: '', group: 'service', stage: '', fault: false, noFiles: '' }

const open = () => mount(ScriptPicker, { props: ABOUT, global: { plugins: [i18n] }, attachTo: document.body })
const shownIn = (picker: ReturnType<typeof open>) => picker.findAll('[data-testid=picker-entry]').map((e) => e.attributes('data-script'))

beforeEach(async () => {
  freshDesk()
  library.value = { version: 'v1', pack: 'zh-CN/1-aa', scripts: [YES] }
  await Promise.all([addTexts(pickerTexts), addTexts(settingsTexts)])
})

describe('texts of one’s own', () => {
  it('are kept on the device, asked for anew, and stay without a line', async () => {
    const calls = answerWith([[/have=o1/, () => ({ ...LIST, texts: null, used: null, unread: 2 })], [/GET \/me\/scripts$/, () => ({ ...LIST, used: [USE] })]])
    await refreshOwn('kept')
    await refreshOwn('kept')
    expect([calls.map((c) => c.what), own.value?.texts, own.value?.used, own.value?.unread]).toEqual([['GET /me/scripts', 'GET /me/scripts?have=o1'], [MINE], [USE], 2])
    answerWith([[/./, () => refusal(503, 'away')]])
    await refreshOwn('else')
    expect(own.value).toBeNull()
    await refreshOwn('kept')
    expect(own.value?.texts).toEqual([MINE])
  })

  it('stand in the picker under their own name, found like the others, and go into the draft with their gaps', async () => {
    own.value = { ...LIST }
    const picker = open()
    expect(shownIn(picker)).toEqual(['own.m1', 'answer.yes'])
    for (const q of ['sd', 'shaodeng', '稍等']) {
      await picker.find('[data-testid=picker-search]').setValue(q)
      expect(shownIn(picker), q).toEqual(['own.m1'])
    }
    await picker.find('[data-testid=picker-search]').setValue('')
    await picker.find('[data-testid=picker-part-own]').trigger('click')
    expect(shownIn(picker)).toEqual(['own.m1'])
    await picker.find('[data-testid=picker-insert]').trigger('click')
    expect(picker.emitted('pick')![0]).toEqual(['请稍等{时长}。', { script: 'own.m1@3', gaps: ['{时长}'] }, false, []])
    picker.unmount()
  })

  it('are offered where there are none, and written there', async () => {
    own.value = { ...LIST, texts: [] }
    const sent: unknown[] = []
    answerWith([[/POST \/me\/scripts/, (body) => (sent.push(body), MINE)], [/GET \/me\/scripts/, () => LIST]])
    const picker = open()
    await picker.find('[data-testid=picker-part-own]').trigger('click')
    await picker.find('[data-testid=picker-make]').trigger('click')
    await vi.waitFor(() => picker.get('[data-testid=entry-form]'))
    await picker.find('[data-testid=entry-title]').setValue('稍等')
    await picker.find('[data-testid=entry-text]').setValue('请稍等')
    const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })
    picker.find('[data-testid=entry-title]').element.dispatchEvent(enter)
    expect([enter.defaultPrevented, sent]).toEqual([true, []]) // the draft around it does not leave
    await picker.find('[data-testid=entry-text]').trigger('keydown', { key: 'Enter', ctrlKey: true })
    await flushPromises()
    expect(sent).toEqual([{ title: '稍等', code: '', text: '请稍等' }])
    await vi.waitFor(() => expect(picker.find('[data-testid=entry-form]').exists()).toBe(false))
    picker.unmount()
  })

  it('say what is wrong at the field, and keep what was written', async () => {
    answerWith([[/PUT/, () => refusal(422, 'document_invalid', { errors: [{ field: 'code', message: '"S D" is not a code: use up to 16 letters, digits and -' }, { field: 'text', message: 'longer than 1000 characters' }] })]])
    const form = mount(EntryForm, { props: { as: 'own', own: MINE }, global: { plugins: [i18n] } })
    await form.find('[data-testid=entry-code]').setValue('S D')
    await form.find('[data-testid=entry-save]').trigger('click')
    await flushPromises()
    expect(form.find('[data-testid=entry-error-code]').text()).toContain('编号')
    expect(form.find('[data-testid=entry-error-text]').text()).toContain('1000')
    expect([(form.find('[data-testid=entry-code]').element as HTMLInputElement).value, form.emitted('done')]).toEqual(['S D', undefined])
  })
})

describe('a retired script', () => {
  it('stands last, says what to use, and leads there instead of into the draft', async () => {
    own.value = { ...LIST, texts: [] }
    library.value = { version: 'v1', pack: 'zh-CN/1-aa', scripts: [{ id: 'library.old', stage: 'library', code: 'TK01', body: '旧的说法。', keys: 'jiu de', retired: true, instead: 'answer.yes' }, YES] }
    const picker = open()
    expect(shownIn(picker)).toEqual(['answer.yes', 'library.old'])
    const search = picker.find('[data-testid=picker-search]')
    await search.setValue('tk01')
    expect([shownIn(picker), picker.find('[data-testid=preview-retired]').text()]).toEqual([['library.old'], '已停用，请用 好的。'])
    expect(picker.find('[data-testid=picker-insert]').attributes('disabled')).toBe('')
    await search.trigger('keydown', { key: 'Enter' })
    await flushPromises()
    expect([picker.emitted('pick'), shownIn(picker)]).toEqual([undefined, ['answer.yes']])
    await search.trigger('keydown', { key: 'Enter' })
    expect(picker.emitted('pick')![0]![0]).toBe('好的。')
    picker.unmount()
  })
})

describe('proposals', () => {
  it('begin with what was sought in vain, or with the script as the pack has it, and want a reason', async () => {
    own.value = { ...LIST, texts: [] }
    const sent: unknown[] = []
    answerWith([[/POST \/scripts\/proposals/, (body) => (sent.push(body), sent.length < 2 ? refusal(422, 'reason_needed') : {})], [/GET/, () => ({ ...LIST, texts: [] })]])
    const picker = open()
    await picker.find('[data-testid=picker-search]').setValue('发票')
    await picker.find('[data-testid=picker-propose]').trigger('click')
    await vi.waitFor(() => picker.get('[data-testid=entry-form]'))
    expect((picker.find('[data-testid=entry-text]').element as HTMLTextAreaElement).value).toBe('发票')
    await picker.find('[data-testid=entry-save]').trigger('click')
    await flushPromises()
    expect(picker.find('[data-testid=entry-error-reason]').exists()).toBe(true)
    await picker.find('[data-testid=entry-reason]').setValue('常问')
    await picker.find('[data-testid=entry-save]').trigger('click')
    await flushPromises()
    expect(sent[1]).toEqual({ title: '', code: '', text: '发票', stage: 'library', reason: '常问' })
    await picker.find('[data-testid=picker-search]').setValue('')
    await picker.find('[data-testid=picker-edit]').trigger('click')
    await vi.waitFor(() => picker.get('[data-testid=entry-form]'))
    expect((picker.find('[data-testid=entry-text]').element as HTMLTextAreaElement).value).toBe(YES.text)
    const escape = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true })
    picker.find('[data-testid=entry-text]').element.dispatchEvent(escape)
    await flushPromises()
    expect([picker.find('[data-testid=entry-form]').exists(), picker.emitted('close')]).toEqual([false, undefined]) // the form goes, the picker stays
    picker.unmount()
  })

  it('what one says on any device counts, once', () => {
    expect(usedBy({ a: [3, 5], b: [1, 9] }, [{ script: 'a', times: 2, people: 1, last: 8 }, { script: 'c', times: 4, people: 1, last: 2 }])).toEqual({ a: [3, 8], b: [1, 9], c: [4, 2] })
  })
})
