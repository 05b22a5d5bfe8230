import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { answerWith, freshDesk, me, refusal, soon } from './fixtures'
import { addTexts, i18n } from '@/i18n'
import { chooseStatus } from '@/shell/chooseStatus'
import { statusTexts } from '@/status'
import type { Wish } from '@/status/api'
import LeaveForm from '@/status/LeaveForm.vue'
import { refresh, told } from '@/status/told'
import WishPanel from '@/status/WishPanel.vue'
import { useAccount } from '@/stores/account'
import { useNotices } from '@/stores/notices'
import { usePanels } from '@/stores/panels'
import { useWishes } from '@/stores/wishes'

const WISH: Wish = { id: 'w1', agent: 'a2', agent_name: '孙悦', status: 'away', reason: '吃饭', back_at: Date.now() + 600_000, at: Date.now() }
const LEAD = { id: 'l1', rank: 'lead' as const, permissions: ['serve' as const, 'act_any' as const] }
const field = <T extends HTMLElement>(name: string) => document.querySelector<T>(`[data-testid=${name}]`)
const toasts = () => useNotices().toasts.map((x) => x.text)

beforeEach(async () => {
  document.body.innerHTML = ''
  freshDesk()
  await addTexts(statusTexts)
})

describe('a status', () => {
  it('that needs nobody is set at once; one that a superior has to grant opens the form first', async () => {
    const calls = answerWith([[/POST \/me\/status/, (b) => me({ status: (b as { status: 'busy' }).status })]])
    await chooseStatus('busy')
    expect([calls.length, useAccount().me?.status, usePanels().leave]).toEqual([1, 'busy', null])
    useAccount().me = me({ approval: ['away'] })
    await chooseStatus('away')
    expect([calls.length, usePanels().leave]).toEqual([1, 'away'])
    usePanels().leave = null
    useAccount().me = me({ status: 'offline', approval: ['away'] })
    await chooseStatus('away') // who is not there leaves nobody
    expect([calls.length, usePanels().leave]).toEqual([2, null])
  })

  it('opens the form where the rule is newer than the page', async () => {
    answerWith([[/./, () => refusal(422, 'reason_needed')]])
    await chooseStatus('away')
    expect([usePanels().leave, useNotices().toasts.length]).toEqual(['away', 0])
  })
})

describe('the form', () => {
  const open = async (o: object, table: Parameters<typeof answerWith>[0]) => {
    useAccount().me = me(o)
    usePanels().leave = 'away'
    const calls = answerWith(table)
    const page = mount(LeaveForm, { global: { plugins: [i18n] }, attachTo: document.body })
    await flushPromises()
    return { calls, page }
  }
  const press = async (name: string) => {
    field(name)!.click()
    await flushPromises()
  }
  const type = (name: string, text: string) => {
    const input = field<HTMLInputElement>(name)!
    input.value = text
    input.dispatchEvent(new Event('input', { bubbles: true }))
  }
  const posts = (calls: { what: string; body: unknown }[]) => calls.filter((c) => c.what.startsWith('POST')).map((c) => [c.what, c.body])

  it('asks for a reason and a return where a superior has to grant it, and says that one stays', async () => {
    const { calls, page } = await open({ approval: ['away'] }, [[/GET/, () => []], [/POST/, () => me({ approval: ['away'], asking: 'w1' })]])
    await press('leave-submit')
    expect([posts(calls).length, document.querySelectorAll('.field .error').length]).toEqual([0, 2])
    type('leave-reason', ' 吃饭 ')
    await press('leave-in-15')
    const before = Date.now()
    await press('leave-submit')
    const [[what, body]] = posts(calls) as [[string, { status: string; reason: string; back_at: number }]]
    expect([what, body.status, body.reason]).toEqual(['POST /me/status', 'away', '吃饭'])
    expect(Math.abs(body.back_at - before - 15 * 60_000)).toBeLessThanOrEqual(60_000)
    expect(body.back_at).toBeGreaterThanOrEqual(before + 15 * 60_000 - 5000)
    expect([toasts(), usePanels().leave]).toEqual([['已提交，等待上级批准'], null])
    page.unmount()
  })

  it('lets both out where nobody is asked; a time that has passed is refused', async () => {
    const { calls, page } = await open({}, [[/GET/, () => []], [/POST/, () => me({ status: 'away' })]])
    type('leave-back', '2020-01-01T10:00')
    await press('leave-submit')
    expect([posts(calls).length, document.querySelectorAll('.field .error').length]).toEqual([0, 1])
    type('leave-back', '')
    await press('leave-submit')
    expect(posts(calls)).toEqual([['POST /me/status', { status: 'away' }]])
    page.unmount()
  })

  it('shows the wish that waits, which can be taken back, and what became of others', async () => {
    const past: Wish = { ...WISH, id: 'w0', agent: 'a1', verdict: { as: 'refused', who: 'l1', note: '高峰', at: 1 }, decided_by_name: '王组长' }
    const { calls, page } = await open({ asking: 'w1' }, [[/GET \/me$/, () => me()], [/GET/, () => [WISH, past]], [/POST/, () => WISH]])
    expect([!!field('leave-open'), !!field('leave-submit')]).toEqual([true, false])
    expect(document.querySelector('details')?.textContent).toContain('王组长未批准')
    await press('leave-withdraw')
    await soon(5)
    expect([posts(calls)[0]![0], !!field('leave-open')]).toEqual(['POST /status-requests/w1/withdraw', false])
    page.unmount()
  })
})

describe('who decides', () => {
  beforeEach(() => (useAccount().me = me(LEAD)))

  it('hears of a wish, grants it, or refuses it with a reason', async () => {
    let open = [WISH]
    const calls = answerWith([[/GET \/status-requests/, () => ({ open, decided: [] })], [/POST/, () => ((open = []), WISH)]])
    await told({ op: 'status_request', id: 'w1', agent: 'a2' })
    expect([toasts(), useWishes().all?.open.length]).toEqual([['孙悦申请小休：吃饭'], 1])
    const page = mount(WishPanel, { global: { plugins: [i18n] } })
    await flushPromises()
    await page.find('[data-testid=wish-refuse]').trigger('click')
    expect([page.find('[data-testid=wish-error]').exists(), calls.some((c) => c.what.startsWith('POST'))]).toEqual([true, false])
    await page.find('[data-testid=wish-note]').setValue(' 去吧 ')
    await page.find('[data-testid=wish-approve]').trigger('click')
    await flushPromises()
    expect(calls.find((c) => c.what.startsWith('POST'))).toEqual({ what: 'POST /status-requests/w1/approve', body: { note: '去吧' } })
    expect(page.find('[data-testid=wish]').exists()).toBe(false)
    page.unmount()
  })

  it('is told who was faster', async () => {
    answerWith([[/GET/, () => ({ open: [WISH], decided: [] })], [/POST/, () => refusal(409, 'request_decided')]])
    const page = mount(WishPanel, { global: { plugins: [i18n] } })
    await flushPromises()
    await page.find('[data-testid=wish-approve]').trigger('click')
    await flushPromises()
    expect([page.find('[data-testid=wish-error]').text(), toasts()]).toEqual(['这条申请已被处理或撤回', ['这条申请已被处理或撤回']])
    page.unmount()
  })

  it('keeps what was known while the list cannot be read, and asks for nothing that is not theirs', async () => {
    useWishes().all = { open: [WISH], decided: [] }
    answerWith([[/./, () => refusal(503, 'record_away')]])
    expect([(await refresh())?.code, useWishes().all?.open.length]).toEqual(['record_away', 1])
    useAccount().me = me()
    const calls = answerWith([[/./, () => refusal(403, 'not_allowed')]])
    expect([await refresh(), calls.length]).toEqual([null, 0])
  })
})

describe('who has asked', () => {
  it('reads what became of it, and is not told of what was taken back', async () => {
    const decided = (as: 'approved' | 'refused', note = ''): Wish => ({ ...WISH, agent: 'a1', verdict: { as, who: 'l1', note, at: 1 }, decided_by_name: '王组长' })
    let mine = decided('refused', '高峰')
    answerWith([[/GET \/me\/status-requests/, () => [mine]]])
    await told({ op: 'status_request', id: 'w1', agent: 'a1', verdict: 'withdrawn' })
    await told({ op: 'status_request', id: 'w1', agent: 'a1' })
    expect(toasts()).toEqual([])
    await told({ op: 'status_request', id: 'w1', agent: 'a1', verdict: 'refused' })
    expect(useNotices().toasts.map((x) => [x.text, x.tone])).toEqual([['王组长没有批准：高峰', 'bad']])
    mine = decided('approved')
    await told({ op: 'status_request', id: 'w1', agent: 'a1', verdict: 'approved' })
    expect(toasts()[0]).toMatch(/^王组长已批准：小休，预计 \d\d:\d\d 返回$/)
  })
})
