import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { answerWith, freshDesk, refusal, uploadsWith } from './fixtures'
import type { Case, CaseFile } from '@/api/cases'
import AttachForm from '@/complaints/AttachForm.vue'
import EvidenceFiles from '@/complaints/EvidenceFiles.vue'
import { detail } from '@/complaints/words'
import { i18n } from '@/i18n'
import { useViewer } from '@/stores/viewer'

const file = (n: number, o: Partial<CaseFile> = {}): CaseFile => ({
  n, upload: 'u' + n, note: '', kind: 'document', name: `f${n}.pdf`, type: 'application/pdf', size: 5, width: 0, height: 0, thumb: false, at: 1, by: 'a', ...o,
})
const entry = (o: Partial<Case> = {}): Case => ({ id: 'c1', number: 'TS-2026-000001', version: 3, evidence: [], names: { a: '孙悦' }, can: ['file_attached'], ...o }) as Case
const chosen = (name: string) => new File(['abc'], name, { type: 'application/pdf' })
const uploaded = (id: string) => ({ id, kind: 'document', name: id + '.pdf', type: 'application/pdf', size: 3, width: 0, height: 0 })

async function open(c: Case, ...names: string[]) {
  const form = mount(AttachForm, { props: { c }, global: { plugins: [i18n] } })
  form.findComponent({ name: 'AttachButton' }).vm.$emit('chosen', names.map(chosen))
  await flushPromises()
  return { form, chips: () => form.findAll('[data-testid=chosen-file]').length, save: () => form.find('[data-testid=attach-save]'), submit: () => form.trigger('submit').then(flushPromises) }
}

describe('files as evidence', () => {
  let asked: ReturnType<typeof uploadsWith>
  beforeEach(() => {
    freshDesk()
    asked = uploadsWith()
  })

  it('are saved one after the other when all are up, each with the note', async () => {
    let version = 3
    const calls = answerWith([[/changes$/, () => entry({ version: ++version })]])
    const { form, chips, save, submit } = await open(entry(), 'a.pdf', 'b.pdf')
    asked[0]!.answer(201, uploaded('u1'))
    await flushPromises()
    expect(save().attributes()).toHaveProperty('disabled')
    await submit()
    expect(calls).toEqual([])
    asked[1]!.answer(201, uploaded('u2'))
    await flushPromises()
    await form.find('[data-testid=attach-note]').setValue(' 发货记录 ')
    await submit()
    expect(calls.map((c) => c.body)).toMatchObject([{ version: 3, attach: { upload: 'u1', note: '发货记录' } }, { version: 4, attach: { upload: 'u2', note: '发货记录' } }])
    expect(form.emitted('done')).toMatchObject([[{ version: 5 }]])
    expect(chips()).toBe(0)
  })

  it('go behind a colleague who was faster', async () => {
    let first = true
    const calls = answerWith([[/changes$/, () => {
      if (!first) return entry({ version: 8 })
      first = false
      return refusal(409, 'changed_meanwhile', { changed: { by: 'x', name: '张敏', at: 1, kind: 'remarked', version: 7 } })
    }]])
    const { form, submit } = await open(entry(), 'a.pdf')
    asked[0]!.answer(201, uploaded('u1'))
    await flushPromises()
    await submit()
    const ids = calls.map((c) => (c.body as { client_id: string; version: number }))
    expect(ids.map((b) => b.version)).toEqual([3, 7])
    expect(ids[0]!.client_id).toBe(ids[1]!.client_id)
    expect(form.emitted('done')).toHaveLength(1)
  })

  it('stay, with the reason, when they are refused; and go when they are there after all', async () => {
    answerWith([[/changes$/, () => refusal(404, 'no_upload')]])
    const { form, chips, submit } = await open(entry(), 'a.pdf')
    asked[0]!.answer(201, uploaded('u1'))
    await flushPromises()
    await submit()
    expect(form.find('[data-testid=attach-error]').text()).toBe(i18n.global.t('problem.no_upload'))
    expect([chips(), form.emitted('done')]).toEqual([1, undefined])
    await form.setProps({ c: entry({ version: 4, files: [file(1)] }) })
    expect(chips()).toBe(0)
  })

  it('are shown with who has added them, and pictures are looked at', async () => {
    const picture = { kind: 'photo' as const, name: 'box.png', type: 'image/png', width: 6, height: 3, thumb: true, note: '开箱' }
    const list = mount(EvidenceFiles, { props: { c: entry({ files: [file(1), file(2, picture)] }) }, global: { plugins: [i18n] } })
    const [paper, box] = list.findAll('[data-testid=evidence-file]')
    expect(paper!.find('[data-testid=file-download]').attributes('href')).toBe('/api/v1/complaints/TS-2026-000001/files/1')
    expect(paper!.text()).toContain('孙悦')
    expect(box!.text()).toContain('开箱')
    expect(box!.find('img').attributes('src')).toBe('/api/v1/complaints/TS-2026-000001/files/2/thumb')
    await box!.find('button').trigger('click')
    expect(useViewer().shown).toMatchObject({ n: 2, src: '/api/v1/complaints/TS-2026-000001/files/2', name: 'box.png', by: '孙悦' })
  })

  it('stand in the story by name', () => {
    const line = { n: 1, at: 1, by: 'a', name: '孙悦', kind: 'file_attached' as const, change: { upload: 'u', note: '开箱', file: { name: 'box.png' } } }
    expect(detail(line, entry(), 'zh-CN', (key) => key)).toBe('box.png · 开箱')
  })
})
