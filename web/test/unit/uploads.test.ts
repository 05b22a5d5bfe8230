import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { answerWith, detail, freshDesk, refusal, row, uploadsWith } from './fixtures'
import type { Uploaded } from '@/api/uploads'
import { keepHere, useFileDrop } from '@/files/useFileDrop'
import { i18n } from '@/i18n'
import ComposerBox from '@/inbox/composer/ComposerBox.vue'
import { portions } from '@/inbox/composer/portions'
import { useOutbox } from '@/stores/outbox'
import { useRows } from '@/stores/rows'
import { useTranscripts } from '@/stores/transcripts'
import { useUploads } from '@/stores/uploads'

const MB = 1024 ** 2
const chosen = (name: string, type = 'application/pdf', size = 3) => {
  const f = new File(['abc'], name, { type })
  Object.defineProperty(f, 'size', { value: size })
  return f
}
const uploaded = (id: string, o: Partial<Uploaded> = {}): Uploaded => ({ id, kind: 'document', name: id + '.pdf', type: 'application/pdf', size: 3, width: 0, height: 0, ...o })

function open(session = 's1', can: object = { max_file: 5 * MB, max_photo: 2 * MB, max_caption: 10 }) {
  useRows().put(row({ id: session, version: 5, owner: { id: 'a1', name: '张敏' } }))
  const known = detail({ capabilities: { max_text: 0, accept_on_commit: true, by_hand: false, replies: false, max_file: 0, max_photo: 0, max_caption: 0, ...can } })
  useTranscripts().opened.set(session, { status: 'ready', transcript: { version: 5, messages: [], hasOlder: false }, detail: known, problem: null, loadingOlder: false })
  const box = mount(ComposerBox, { props: { session, noteOnly: false, maxText: 0, byHand: false, quoting: { replies: true, accept_on_commit: false } }, global: { plugins: [i18n] } })
  const chips = () => box.findAll('[data-testid=chosen-file]').map((c) => c.attributes('data-state'))
  const attach = async (...files: File[]) => {
    ;(box.vm as unknown as { attach(files: File[]): void }).attach(files)
    await flushPromises()
  }
  return { box, chips, attach, text: box.find('textarea'), hint: () => box.find('[data-testid=composer-hint]').text() }
}

const queued = () => [...useOutbox().entries.values()].map((e) => [e.session, e.text, e.file?.id ?? ''])

describe('how text and files leave', () => {
  const files = [uploaded('u1'), uploaded('u2')]

  it('is one file a message, the text with the first, which it follows where it is too long', () => {
    expect(portions('hi', files)).toEqual([{ text: 'hi', file: files[0] }, { text: '', file: files[1] }])
    expect(portions('', files)).toEqual([{ text: '', file: files[0] }, { text: '', file: files[1] }])
    expect(portions('hi', [])).toEqual([{ text: 'hi' }])
  })
})

describe('files in the composer', () => {
  let asked: ReturnType<typeof uploadsWith>
  let calls: ReturnType<typeof answerWith>

  beforeEach(() => {
    freshDesk()
    asked = uploadsWith()
    calls = answerWith([[/DELETE \/uploads/, () => ({})], [/./, () => refusal(503, 'away')]])
    useOutbox().restore('a1')
  })

  it('go up at once, two at a time, and say how far they are', async () => {
    const { box, chips, attach } = open()
    await attach(chosen('合同 a.pdf'), chosen('b.pdf'), chosen('c.pdf'))
    expect(asked.map((r) => r.what)).toEqual(['POST /uploads?name=' + encodeURIComponent('合同 a.pdf'), 'POST /uploads?name=b.pdf'])
    expect(chips()).toEqual(['uploading', 'uploading', 'waiting'])
    asked[0]!.upload.onprogress!({ lengthComputable: true, loaded: 1, total: 4 })
    await flushPromises()
    expect(box.find('[role=progressbar]').attributes('aria-valuenow')).toBe('25')
    asked[0]!.answer(201, uploaded('u1'))
    await flushPromises()
    expect(asked).toHaveLength(3)
    expect(chips()).toEqual(['ready', 'uploading', 'uploading'])
  })

  it('are sent in order when all are up, the text with the first', async () => {
    const { box, text, attach } = open()
    await attach(chosen('a.pdf'), chosen('b.pdf'))
    await text.setValue('请看')
    await text.trigger('keydown', { key: 'Enter' })
    expect(queued()).toEqual([])
    expect(box.find('[data-testid=send]').attributes()).toHaveProperty('disabled')
    asked[1]!.answer(201, uploaded('u2'))
    asked[0]!.answer(201, uploaded('u1'))
    await flushPromises()
    await text.trigger('keydown', { key: 'Enter' })
    expect(queued()).toEqual([['s1', '请看', 'u1'], ['s1', '', 'u2']])
    expect(calls.find((c) => c.what.endsWith('/replies'))?.body).toMatchObject({ text: '请看', upload: 'u1', seen_version: 5 })
    expect(box.find('[data-testid=chosen-file]').exists()).toBe(false)
  })

  it('stay with their session, also while another one is looked at', async () => {
    const one = open('s1')
    await one.attach(chosen('a.pdf'))
    one.box.unmount()
    expect(open('s2').chips()).toEqual([])
    asked[0]!.answer(201, uploaded('u1'))
    await flushPromises()
    expect(open('s1').chips()).toEqual(['ready'])
  })

  it('are refused before they go up when the network takes no such size', async () => {
    const { chips, attach, hint } = open()
    await attach(chosen('film.mp4', 'video/mp4', 6 * MB), chosen('a.pdf'), chosen('empty.txt', 'text/plain', 0))
    expect(chips()).toEqual(['uploading'])
    expect(hint()).toContain('film.mp4')
    expect(hint()).toContain('5.0 MB')
  })

  it('have no place on a network without files, which the button says', async () => {
    const { box, chips, attach } = open('s1', { max_file: 0 })
    await attach(chosen('a.pdf'))
    expect(chips()).toEqual([])
    expect(box.find('[data-testid=attach]').attributes()).toMatchObject({ 'aria-disabled': 'true', title: '此渠道不支持文件' })
  })

  it('say that a large picture goes as a document', async () => {
    const { box, attach } = open()
    await attach(chosen('a.jpg', 'image/jpeg', 3 * MB))
    asked[0]!.answer(201, uploaded('u1', { kind: 'photo', type: 'image/jpeg', size: 3 * MB }))
    await flushPromises()
    expect(box.find('[data-testid=chosen-file]').text()).toContain('将作为文件发送')
  })

  it('never go with a note, and wait for the reply meanwhile', async () => {
    const { box, chips, attach, text, hint } = open()
    await attach(chosen('a.pdf'))
    asked[0]!.answer(201, uploaded('u1'))
    await flushPromises()
    await box.find('[data-testid=mode-note]').trigger('click')
    expect(chips()).toEqual([])
    expect(hint()).toContain('备注不会带上')
    await attach(chosen('b.pdf'))
    expect(hint()).toBe('备注不能带文件')
    await text.setValue('内部')
    await text.trigger('keydown', { key: 'Enter' })
    expect(queued()).toEqual([['s1', '内部', '']])
    await box.find('[data-testid=mode-reply]').trigger('click')
    expect(chips()).toEqual(['ready'])
  })

  it('wait for the line and go up when it is back', async () => {
    const { chips, attach } = open()
    await attach(chosen('a.pdf'))
    asked[0]!.onerror()
    await flushPromises()
    expect(chips()).toEqual(['waiting'])
    useUploads().flush()
    expect(asked).toHaveLength(2)
    asked[1]!.answer(201, uploaded('u1'))
    await flushPromises()
    expect(chips()).toEqual(['ready'])
  })

  it('are not sent again and again to a server without room, which is said', async () => {
    vi.useFakeTimers()
    try {
      const { box, chips, attach } = open()
      await attach(chosen('a.pdf'))
      asked[0]!.answer(503, { code: 'files_full' })
      await vi.advanceTimersByTimeAsync(10 * 60_000)
      expect([chips(), asked.length]).toEqual([['failed'], 1])
      expect(box.find('[data-testid=chosen-file]').text()).toContain(i18n.global.t('problem.files_full'))
      await box.find('[data-testid=upload-again]').trigger('click') // somebody has made room
      asked[1]!.answer(201, uploaded('u1'))
      await flushPromises()
      expect(chips()).toEqual(['ready'])
    } finally {
      vi.useRealTimers()
    }
  })

  it('can be tried again, cancelled, and taken back', async () => {
    const { box, chips, attach } = open()
    await attach(chosen('a.pdf'), chosen('b.pdf'))
    asked[0]!.answer(413, { code: 'too_big' })
    await flushPromises()
    expect(chips()).toEqual(['failed', 'uploading'])
    await box.find('[data-testid=upload-again]').trigger('click')
    expect(asked[2]!.what).toBe(asked[0]!.what)
    await box.findAll('[data-testid=remove-file]')[1]!.trigger('click')
    expect(asked[1]!.aborted).toBe(true)
    asked[2]!.answer(201, uploaded('u1'))
    await flushPromises()
    await box.find('[data-testid=remove-file]').trigger('click')
    expect(calls.map((c) => c.what)).toContain('DELETE /uploads/u1')
    expect(chips()).toEqual([])
  })

  it('come with a paste, unless words were copied that bring their picture', async () => {
    const { chips, text } = open()
    const paste = (types: string[]) => {
      const ev = new Event('paste', { cancelable: true })
      const f = chosen('image.png', 'image/png')
      Object.assign(ev, { clipboardData: { files: [f], types, items: [{ kind: 'file', getAsFile: () => f }] } })
      text.element.dispatchEvent(ev)
      return ev.defaultPrevented
    }
    expect([paste(['text/plain', 'text/html', 'Files']), paste(['Files'])]).toEqual([false, true])
    await flushPromises()
    expect(chips()).toEqual(['uploading'])
  })

  it('come by being dropped, but no folders, and the page is never left', () => {
    const got: string[] = []
    const { over, onEnter, onOver, onLeave, onDrop } = useFileDrop(() => true, (files) => got.push(...files.map((f) => f.name)))
    const item = (name: string, isDirectory = false) => ({ kind: 'file', getAsFile: () => chosen(name), webkitGetAsEntry: () => ({ isDirectory }) })
    const event = (types: string[]) => Object.assign(new Event('drag', { cancelable: true }), { dataTransfer: { types, items: [item('a.pdf'), item('folder', true)], files: [], dropEffect: '' } }) as unknown as DragEvent
    onEnter(event(['text/plain']))
    expect(over.value).toBe(false)
    onEnter(event(['Files']))
    onEnter(event(['Files'])) // a child
    onLeave(event(['Files']))
    expect(over.value).toBe(true)
    const [above, drop] = [event(['Files']), event(['Files'])]
    onOver(above)
    onDrop(drop)
    expect([above.dataTransfer!.dropEffect, above.defaultPrevented, drop.defaultPrevented, over.value]).toEqual(['copy', true, true, false])
    expect(got).toEqual(['a.pdf'])
  })

  it('come back into the draft with a message that was refused', async () => {
    useUploads().giveBack('s1', uploaded('u7'))
    expect(open('s1').chips()).toEqual(['ready'])
    expect(useUploads().take('s1').map((u) => u.id)).toEqual(['u7'])
  })
})

describe('a file that falls beside every place for files', () => {
  it('does not make the browser leave the desk', () => {
    const page = mount({ setup: () => keepHere(), render: () => null })
    const falls = (types: string[]) => {
      const ev = new Event('drop', { bubbles: true, cancelable: true })
      Object.defineProperty(ev, 'dataTransfer', { value: { types, dropEffect: 'copy' } })
      document.body.dispatchEvent(ev)
      return ev.defaultPrevented
    }
    expect([falls(['Files']), falls(['text/plain'])]).toEqual([true, false])
    page.unmount()
    expect(falls(['Files'])).toBe(false)
  })
})
