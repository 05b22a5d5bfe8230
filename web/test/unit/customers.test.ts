// CUS-03, CUS-08, CUS-09, SEC-02: the customers' page, the list that is taken away, an erasure that wants the number, missed expectations.

import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { answerWith, freshDesk, refusal, row } from './fixtures'
import type { Line, Profile } from '@/customer/api'
import CustomersPage from '@/customer/CustomersPage.vue'
import EraseForm from '@/customer/EraseForm.vue'
import KeepForm from '@/customer/KeepForm.vue'
import ProfileSection from '@/customer/ProfileSection.vue'
import TakeList from '@/customer/TakeList.vue'
import { customerTexts } from '@/customer'
import { addTexts, i18n } from '@/i18n'
import { useAccount } from '@/stores/account'

const line = (name: string, o: Partial<Line> = {}): Line => ({
  session: 's-' + name, number: 'N', title: '', channel_type: 'webchat', last_at: 0, name, company: '', level: '', vip: false, potential: false, tags: [], contacts: [], missed: 0, said_at: 0, ...o,
})
const page = (customers: Line[], next = 0, missed = 0) => ({ customers, next, missed, levels: [{ id: 'gold', name: '金卡', criteria: '' }], tags: ['团购'] })

let saved: { name: string; text: string }[] = []
beforeEach(async () => {
  freshDesk()
  await addTexts(customerTexts)
  saved = []
  let blob: Blob
  URL.createObjectURL = (b: Blob | MediaSource) => ((blob = b as Blob), 'blob:x')
  URL.revokeObjectURL = () => {}
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    const one = { name: this.download, text: '' }
    saved.push(one)
    void blob.arrayBuffer().then((b) => (one.text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(b)))
  })
})

async function open(query = '') {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/customers/:part(log)?/:session?', name: 'customers', component: { template: '<i />' } }] })
  await router.push('/customers' + query)
  const view = mount(CustomersPage, { props: { session: '' }, global: { plugins: [i18n, router] } })
  await flushPromises()
  return { view, router, names: () => view.findAll('[data-testid=customer-line] b').map((b) => b.text()) }
}

describe('the customers', () => {
  it('are asked for by the filters of the address, and page on over pages without anybody', async () => {
    const calls = answerWith([
      [/before=7/, () => page([], 5)], [/before=5/, () => page([line('李')])], [/^GET \/customers\?.*vip/, () => page([line('王', { vip: true, level: 'gold', missed: 2, contacts: [{ field: 'phone', value: '139****2222' }] })], 7, 2)],
    ])
    const { view, router, names } = await open('?vip=1&level=gold')
    expect(calls[0]!.what).toContain('level=gold&vip=true')
    expect(view.text()).toMatch(/未满足的期望（2 项未完成）[\s\S]*139\*\*\*\*2222[\s\S]*金卡/)
    await view.get('[data-testid=customers-more]').trigger('click')
    await flushPromises()
    expect(names()).toEqual(['王', '李'])
    await view.get('[data-testid=customers-missed]').trigger('click')
    await flushPromises()
    expect(router.currentRoute.value.query).toEqual({ vip: '1', level: 'gold', missed: '1' })
    view.unmount()
  })

  it('are asked for again after a failure, where they broke off', async () => {
    let fails = true
    answerWith([[/before=7/, () => (fails ? refusal(503, 'record_away') : page([line('李')]))], [/^GET \/customers/, () => page([line('王')], 7)]])
    const { view, names } = await open()
    await view.get('[data-testid=customers-more]').trigger('click')
    await flushPromises()
    fails = false
    await view.get('[data-testid=retry]').trigger('click')
    await flushPromises()
    expect(names()).toEqual(['王', '李'])
    view.unmount()
  })

  it('say that nobody is like that, and let the filters go', async () => {
    answerWith([[/tag=/, () => page([])], [/^GET \/customers/, () => page([line('王')])]])
    const { view, router, names } = await open('?tag=x')
    await view.get('[data-testid=customers-none] button').trigger('click')
    await flushPromises()
    expect([router.currentRoute.value.fullPath, names()]).toEqual(['/customers', ['王']])
    view.unmount()
  })
})

describe('the list of VIPs', () => {
  async function take(permissions: string[]) {
    const account = useAccount()
    account.me = { ...account.me!, name: '李主管', permissions: permissions as never }
    const view = mount(TakeList, { props: { sieve: { vip: 'true', tag: '团购' }, levels: [] }, global: { plugins: [i18n] } })
    await view.get('[data-testid=take-reason]').setValue('节日问候')
    await view.get('form').trigger('submit')
    await flushPromises()
    return view
  }

  it('is a table in which nothing is a formula, and says who took it', async () => {
    const calls = answerWith([[/POST \/customers\/vips/, () => ({ customers: [line('=HYPERLINK("x")', { contacts: [{ field: 'phone', value: '+86****2222' }], tags: ['团购'] })], cut: false })]])
    const view = await take(['take_list'])
    expect(calls[0]!.body).toEqual({ tag: '团购', potential: false, missed: false, whole: false, reason: '节日问候' })
    expect(view.find('[data-testid=take-whole]').exists()).toBe(false)
    await vi.waitFor(() => expect(saved[0]!.text).not.toBe(''))
    expect(saved[0]!.name).toBe('vip.csv')
    expect(saved[0]!.text.startsWith('\ufeff"称呼","单位"')).toBe(true)
    expect(saved[0]!.text).toContain('"\'=HYPERLINK(""x"")"')
    expect(saved[0]!.text).toContain('"电话：+86****2222"')
    expect(saved[0]!.text).toContain('李主管 导出于')
    expect(view.get('[data-testid=take-done]').text()).toBe('已导出 1 位客户')
    view.unmount()
  })

  it('is not made when too many were', async () => {
    answerWith([[/vips/, () => refusal(409, 'too_many_reveals')]])
    const view = await take(['take_list', 'export'])
    expect([view.get('[data-testid=take-error]').text(), saved.length, view.find('[data-testid=take-whole]').exists()]).toEqual(['一小时内查看过多：请找上级，或稍后再试', 0, true])
    view.unmount()
  })
})

describe('erasing a person', () => {
  it('wants the number and a reason, says why it cannot be, and tells what went', async () => {
    let fails = true
    answerWith([[/contact\/erase/, () => (fails ? refusal(409, 'session_open') : { sessions: 2, texts: 9, files: 1, facts: 3, raw: 4 })]])
    const view = mount(EraseForm, { props: { session: 's1', number: 'AB12CD' }, global: { plugins: [i18n] } })
    const button = () => view.get<HTMLButtonElement>('[data-testid=erase-submit]').element.disabled
    expect(button()).toBe(true)
    await view.get('[data-testid=erase-reason]').setValue('客户要求')
    await view.get('[data-testid=erase-number]').setValue('AB12CE')
    expect(button()).toBe(true)
    await view.get('[data-testid=erase-number]').setValue('#ab12cd')
    expect(button()).toBe(false)
    await view.get('form').trigger('submit')
    await flushPromises()
    expect([view.get('[data-testid=erase-error]').text(), view.emitted('erased')]).toEqual(['这位客户还有未结束的会话：先结束', undefined])
    fails = false
    await view.get('form').trigger('submit')
    await flushPromises()
    expect(view.emitted('erased')).toEqual([[{ sessions: 2, texts: 9, files: 1, facts: 3, raw: 4 }]])
    view.unmount()
  })
})

describe('what is kept of a person', () => {
  it.each([['{"profile":[]}\n{"id":"s1"}\n', 1], ['{"profile":[]}\n{"error":"the export broke off: begin again"}\n', 0]])('is a file, unless it broke off: %s', async (lines, files) => {
    answerWith([[/contact\/export/, () => new Response(lines, { status: 200 })]])
    const view = mount(KeepForm, { props: { session: 's1', number: 'AB12CD' }, global: { plugins: [i18n] } })
    await view.get('[data-testid=keep-reason]').setValue('r')
    await view.get('form').trigger('submit')
    await flushPromises()
    expect([saved.length, view.find('[role=alert]').exists(), view.get('[data-testid=keep-done]').text()]).toEqual([files, !files, files ? '已导出 1 个会话' : ''])
    view.unmount()
  })
})

describe('a missed expectation', () => {
  const value = (n: number, text: string) => ({ n, value: text, at: 0, by: { id: 'a1', name: '张敏' }, here: true })
  const profile = (analysis: string): Profile => ({
    yours: true, may_change: true, may_erase: false, reveal_reason: false, levels: [], tags: [], free_tags: false, fields: [],
    missed: [{ n: 4, open: true, parts: [{ field: 'expected', most: 1000, last: 4, value: value(4, '当天发货') }, { field: 'analysis', most: 1000, last: analysis ? 5 : 0, value: analysis ? value(5, analysis) : null }] }],
  })

  it('is written to its entry, with what was seen', async () => {
    const calls = answerWith([[/history/, () => ({ acts: [] })], [/POST .*profile/, () => profile('盘点')], [/GET .*profile/, () => profile('')]])
    const view = mount(ProfileSection, { props: { row: row(), turn: 0 }, attachTo: document.body, global: { plugins: [i18n] } })
    await flushPromises()
    await view.get('[data-part=analysis] [data-testid=profile-edit]').trigger('click')
    await view.get('[data-testid=profile-input]').setValue('盘点')
    await view.get('[data-testid=profile-keep]').trigger('submit')
    await flushPromises()
    expect(calls.find((c) => c.what.startsWith('POST'))!.body).toEqual({ field: 'analysis', value: '盘点', was: 0, about: 4 })
    expect(view.get('[data-part=analysis]').text()).toContain('盘点')
    expect(view.get('[data-testid=missed-entry]').text()).toContain('张敏')
    view.unmount()
  })
})
