import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { answerWith, freshDesk, me, refusal } from './fixtures'
import type { Proposal } from '@/api/scripts'
import { ref } from 'vue'
import { addTexts, i18n } from '@/i18n'
import { ownTexts } from '@/own'
import TextsPage from '@/own/TextsPage.vue'
import { pickerTexts } from '@/picker'
import { changeOf } from '@/picker/change'
import { told } from '@/picker/told'
import { settingsTexts } from '@/settings'
import { OVERVIEW } from '@/settings/overview'
import ProposalsSection from '@/settings/ProposalsSection.vue'
import ScriptUseSection from '@/settings/ScriptUseSection.vue'
import { useAccount } from '@/stores/account'
import { useNotices } from '@/stores/notices'
import { useRoster } from '@/stores/roster'

const OPEN: Proposal = {
  id: 'p1', who: 'a1', who_name: '张敏', script: 'answer.good', before: { stage: 'answer', text: '好的。' }, wanted: { stage: 'answer', title: '答应', text: '好的，马上。' }, reason: '客户问多久',
  at: 1000, now: { stage: 'answer', text: '好的。' }, outdated: false, read: false,
}
const OTHER: Proposal = { ...OPEN, id: 'p2', script: '', wanted: { stage: 'library', text: '可以开发票。' }, verdict: { as: 'refused', who: 'b1', reason: '已有', at: 2000 }, decided_by_name: '李主管' }
delete OTHER.before
delete OTHER.now

beforeEach(async () => {
  freshDesk()
  useRoster().agents = [me() as never]
  await Promise.all([addTexts(pickerTexts), addTexts(settingsTexts), addTexts(ownTexts)])
})

const section = () => mount(ProposalsSection, { global: { plugins: [i18n] } })

describe('what differs', () => {
  it('is between what both have in front and behind', () => {
    expect(changeOf('好的。', '好的，马上。')).toEqual({ before: '好的', gone: '', come: '，马上', after: '。' })
    expect(changeOf('aa', 'aaa')).toEqual({ before: 'aa', gone: '', come: 'a', after: '' })
    expect(changeOf('', 'x')).toEqual({ before: '', gone: '', come: 'x', after: '' })
    expect(changeOf('好😀。', '好😁。')).toEqual({ before: '好', gone: '😀', come: '😁', after: '。' })
  })
})

describe('a supervisor', () => {
  it('sees what a proposal would change, and approves the version that stands on the screen', async () => {
    const sent: unknown[] = []
    answerWith([[/GET \/scripts\/proposals/, () => ({ n: 7, proposals: [OPEN, OTHER] })], [/POST \/scripts\/proposals\/p1\/approve/, (body) => (sent.push(body), OPEN)]])
    const page = section()
    await flushPromises()
    const [open, decided] = page.findAll('[data-testid=proposal]')
    expect([open!.find('ins').text(), open!.findAll('del').length, open!.text().includes('客户问多久')]).toEqual([expect.stringContaining('答应'), 0, true])
    expect([decided!.attributes('data-state'), decided!.find('[data-testid=proposal-verdict]').text(), decided!.find('button').exists()]).toEqual(['refused', expect.stringContaining('李主管'), false])
    await open!.find('[data-testid=proposal-note]').setValue(' 好 ')
    await open!.find('[data-testid=proposal-approve]').trigger('click')
    await flushPromises()
    expect(sent).toEqual([{ n: 7, note: '好' }])
  })

  it('is told who was faster, and reads the list anew; what was written stays', async () => {
    let now: Proposal = OPEN
    answerWith([
      [/GET \/scripts\/proposals/, () => ({ n: 8, proposals: [now] })],
      [/approve/, () => ((now = { ...OPEN, outdated: true, now: { stage: 'answer', text: '是的。' } }), refusal(409, 'changed_meanwhile', { newest: { n: 8, who_name: '王主管', at: 1 } }))],
      [/refuse/, () => refusal(422, 'reason_needed')],
    ])
    const page = section()
    await flushPromises()
    expect(page.find('[data-testid=proposal-outdated]').exists()).toBe(false)
    await page.find('[data-testid=proposal-note]').setValue('好')
    await page.find('[data-testid=proposal-approve]').trigger('click')
    await flushPromises()
    expect(page.find('[data-testid=proposal-error]').text()).toContain('王主管')
    expect([page.find('[data-testid=proposal-outdated]').exists(), page.find('del').text().includes('是')]).toEqual([true, true])
    expect((page.find('[data-testid=proposal-note]').element as HTMLInputElement).value).toBe('好')
    await page.find('[data-testid=proposal-refuse]').trigger('click')
    await flushPromises()
    expect(page.find('[data-testid=proposal-error]').text()).toBe('请写明理由')
  })

  it('cannot approve what is about a script that is gone', async () => {
    const gone = { ...OPEN, outdated: true }
    delete gone.now
    answerWith([[/./, () => ({ n: 7, proposals: [gone] })]])
    const page = section()
    await flushPromises()
    expect([page.find('[data-testid=proposal-approve]').attributes('disabled'), page.find('[data-testid=proposal-refuse]').attributes('disabled')]).toEqual(['', undefined])
  })

  it('sees how often each script is said, and what nobody says', async () => {
    const scripts = [{ id: 'answer.good', stage: 'answer', text: '好的。' }, { id: 'library.own1', stage: 'library', code: 'TK01', title: '退款', text: '退款…' }, { id: 'queue.next', stage: 'queue', text: '…' }]
    answerWith([[/GET \/scripts\/use/, () => ({ days: 30, used: [{ script: 'library.own1', times: 4, people: 2, last: 1000 }] })], [/documents/, () => ({ form: { scripts } })]])
    const page = mount(ScriptUseSection, { global: { plugins: [i18n], stubs: { RouterLink: { template: '<a><slot /></a>' } }, provide: { [OVERVIEW as symbol]: { view: ref({ documents: [{ kind: 'scripts', name: 'zh-CN' }] }), load: async () => {} } } } })
    await flushPromises()
    expect(page.findAll('[data-testid=use-line]').map((l) => [l.attributes('data-script'), ...l.findAll('td').slice(2).map((d) => d.text())].slice(0, 3))).toEqual([['library.own1', '4', '2'], ['answer.good', '0', '0']])
    expect(page.text()).toContain('没有用过')
  })
})

describe('an agent', () => {
  it('reads what became of proposals, which is noted, takes one back, and deletes a text when asked twice', async () => {
    const calls = answerWith([
      [/GET \/me\/proposals/, () => ({ n: 7, proposals: [OPEN, OTHER] })], [/GET \/me\/scripts/, () => ({ version: 'o', most: 200, texts: [{ id: 'm1', n: 1, text: '请稍等', keys: '' }], used: [], open: 0, unread: 1 })],
      [/./, () => ({})],
    ])
    const page = mount(TextsPage, { global: { plugins: [i18n] } })
    await flushPromises()
    expect(calls.some((c) => c.what === 'POST /me/proposals/read')).toBe(true)
    expect(page.findAll('[data-testid=proposal]').map((p) => p.find('[data-testid=own-withdraw]').exists())).toEqual([true, false])
    await page.find('[data-testid=own-withdraw]').trigger('click')
    await flushPromises()
    await page.find('[data-testid=own-drop]').trigger('click')
    expect(calls.some((c) => c.what.startsWith('DELETE'))).toBe(false)
    await page.find('[data-testid=own-drop-sure]').trigger('click')
    await flushPromises()
    expect(calls.map((c) => c.what)).toEqual(expect.arrayContaining(['POST /scripts/proposals/p1/withdraw', 'DELETE /me/scripts/m1']))
  })

  it('is told when it is decided', async () => {
    useAccount().me = me()
    answerWith([[/./, () => refusal(503, 'away')]])
    await told('refused')
    await told()
    expect(useNotices().toasts.map((x) => x.text)).toEqual(['有新的话术提案待批'])
  })
})
