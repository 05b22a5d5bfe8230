import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { reactive } from 'vue'
import { answerWith, detail, freshDesk, later, refusal, row } from './fixtures'
import { addTexts, i18n } from '@/i18n'
import ComposerBox from '@/inbox/composer/ComposerBox.vue'
import { pickerTexts } from '@/picker'
import { library, type Entry } from '@/picker/library'
import { own } from '@/picker/own'
import ScriptPicker from '@/picker/ScriptPicker.vue'
import { settingsTexts } from '@/settings'
import ScriptFiles from '@/settings/ScriptFiles.vue'
import { useNotices } from '@/stores/notices'
import { useOutbox } from '@/stores/outbox'
import { useRows } from '@/stores/rows'
import { useTranscripts } from '@/stores/transcripts'
import { useUploads } from '@/stores/uploads'

const PICTURE = { id: 'photo-1', kind: 'photo' as const, name: '价目.png', type: 'image/png', size: 2048, width: 9, height: 9 }
const PRICE: Entry = { id: 'library.price', stage: 'library', code: 'JM', body: '价目见图。', files: [PICTURE], keys: 'jia mu' }

beforeEach(async () => {
  freshDesk()
  await Promise.all([addTexts(pickerTexts), addTexts(settingsTexts)])
  own.value = null
})

describe('the files of a script, in an answer', () => {
  function open(maxFile: number) {
    const list = { version: 'v1', pack: 'zh-CN/1-aa', scripts: [PRICE] }
    useOutbox().restore('a1')
    useRows().put(row({ id: 's1', version: 5, owner: { id: 'a1', name: '张敏' } }))
    const one = detail()
    one.capabilities = { ...one.capabilities, max_file: maxFile }
    useTranscripts().opened.set('s1', { status: 'ready', transcript: { version: 5, messages: [], hasOlder: false }, detail: one, problem: null, loadingOlder: false })
    library.value = list
    return mount(ComposerBox, { props: { session: 's1', noteOnly: false, maxText: 0, byHand: false, quoting: { replies: true, accept_on_commit: false } }, global: { plugins: [i18n] }, attachTo: document.body })
  }

  async function pick(box: ReturnType<typeof open>, more: object = {}): Promise<void> {
    await box.find('[data-testid=open-scripts]').trigger('click')
    await flushPromises()
    const search = box.findComponent(ScriptPicker).find('[data-testid=picker-search]')
    await search.setValue('jm')
    await search.trigger('keydown', { key: 'Enter', ...more })
    await flushPromises()
  }

  const list = [/GET \/scripts/, () => ({ version: 'v1', pack: 'zh-CN/1-aa', scripts: [PRICE] })] as const
  const away = [/./, () => refusal(503, 'away')] as const

  it('are uploads of the draft, each time new ones', async () => {
    let n = 0
    answerWith([[...list], [/POST \/scripts\/files\/photo-1\/attach/, () => ({ ...PICTURE, id: 'photo-up' + ++n })], [...away]])
    const box = open(1 << 20)
    await pick(box)
    expect(box.find('textarea').element.value).toBe('价目见图。')
    await pick(box)
    expect(useUploads().of('s1').map((c) => [c.uploaded?.id, c.state, c.name])).toEqual([['photo-up1', 'ready', '价目.png'], ['photo-up2', 'ready', '价目.png']])
    box.unmount()
  })

  it('are greyed with the reason where the channel takes none, and the text goes alone', async () => {
    const calls = answerWith([[...list], [...away]])
    const box = open(0)
    await box.find('[data-testid=open-scripts]').trigger('click')
    await flushPromises()
    expect(box.find('[data-testid=picker-files]').attributes('title')).toBe('此渠道不支持文件')
    expect(box.find('[data-testid=picker-file-list]').text()).toContain('只插入文字：此渠道不支持文件')
    box.findComponent(ScriptPicker).vm.$emit('close', '', '')
    await pick(box)
    expect([box.find('textarea').element.value, calls.some((c) => c.what.includes('attach')), useUploads().of('s1')]).toEqual(['价目见图。', false, []])
    box.unmount()
  })

  it('keep an answer back that was to leave at once and that one of them did not come along with, and say why', async () => {
    answerWith([[...list], [/attach/, () => refusal(404, 'no_file', { detail: 'gone' })], [...away]])
    const box = open(1 << 20)
    await pick(box, { ctrlKey: true })
    expect([box.find('textarea').element.value, useOutbox().entries.size]).toEqual(['价目见图。', 0])
    expect(useNotices().toasts.at(-1)?.text).toContain('价目.png')
    box.unmount()
  })

  // What was to be sent is the script as it stood; not what somebody has begun to write while its files were on their way.
  it.each(['typing on', 'a note', 'another session'])('do not make an answer leave after %s', async (what) => {
    const up = later<typeof PICTURE>()
    answerWith([[...list], [/attach/, () => up.answer], [...away]])
    const box = open(1 << 20)
    await pick(box, { ctrlKey: true })
    if (what === 'typing on') await box.find('textarea').setValue('价目见图。另外您的')
    if (what === 'a note') {
      await box.find('[data-testid=mode-note]').trigger('click')
      await box.find('textarea').setValue('他总嫌贵')
    }
    if (what === 'another session') box.unmount()
    up.give({ ...PICTURE, id: 'photo-up' })
    await vi.waitFor(() => expect(useUploads().of('s1')).toHaveLength(1))
    await flushPromises()
    expect(useOutbox().entries.size).toBe(0)
    if (what !== 'another session') box.unmount()
  })

  it('leave at once with the answer that nobody has touched', async () => {
    answerWith([[...list], [/attach/, () => ({ ...PICTURE, id: 'photo-up' })], [...away]])
    const box = open(1 << 20)
    await pick(box, { ctrlKey: true })
    await vi.waitFor(() => expect([...useOutbox().entries.values()].map((e) => [e.text, e.file?.id])).toEqual([['价目见图。', 'photo-up']]))
    box.unmount()
  })

  it('are not asked for where they are larger than the channel takes', async () => {
    const calls = answerWith([[...list], [...away]])
    const box = open(100)
    await pick(box)
    expect([calls.some((c) => c.what.includes('attach')), useNotices().toasts.at(-1)?.text.includes('此渠道最大')]).toEqual([false, true])
    box.unmount()
  })
})

describe('the files of a script, in the settings', () => {
  it('are handed in, named by their ids, and taken out again; three at most', async () => {
    let n = 0
    answerWith([[/GET \/scripts\/files/, () => ({ files: [{ ...PICTURE, id: 'photo-0' }] })], [/POST \/scripts\/files/, () => (++n > 2 ? refusal(422, 'script_file_kind') : { ...PICTURE, id: 'photo-' + n, name: n + '.png' })]])
    const answers = fetch
    vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => answers(url, { ...init, body: null })) // the bytes are no JSON
    const one = reactive<{ files?: string[] }>({ files: ['photo-0'] })
    const page = mount(ScriptFiles, { props: { one, readonly: false }, global: { plugins: [i18n] } })
    await flushPromises()
    const choose = async () => {
      const input = page.find('[data-testid=script-file-input]')
      Object.defineProperty(input.element, 'files', { value: [new File(['x'], 'x.png')], configurable: true })
      Object.defineProperty(input.element, 'value', { value: '', writable: true })
      await input.trigger('change')
      await flushPromises()
    }
    expect(page.find('[data-testid=script-file]').text()).toContain('价目.png')
    await choose()
    await choose()
    expect([one.files, page.find('[data-testid=script-file-input]').exists()]).toEqual([['photo-0', 'photo-1', 'photo-2'], false])
    await page.findAll('[data-testid=script-file-remove]')[0]!.trigger('click')
    expect(one.files).toEqual(['photo-1', 'photo-2'])
    await choose()
    expect([page.find('[data-testid=script-file-error]').text(), one.files?.length]).toEqual(['只能带图片和 PDF', 2])
  })
})
