import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { addTexts, i18n } from '@/i18n'
import { ratingTexts } from '@/ratings'
import { missed, share, type Beside, type Satisfaction } from '@/ratings/api'
import RatingsPage from '@/ratings/RatingsPage.vue'
import { useRoster } from '@/stores/roster'
import { answerWith, freshDesk, refusal } from './fixtures'

describe('the share of satisfied customers', () => {
  it('is rounded down, so that no target is met on paper', () => {
    expect(share(899, 1000)).toBe('89%')
    expect(share(9, 10)).toBe('90%')
    expect(share(2, 3)).toBe('66%')
    expect(share(5, 5)).toBe('100%')
    expect(share(29, 100)).toBe('29%') // 100 * 0.29 is a little less than 29
    expect([missed(899, 1000, 90), missed(9, 10, 90), missed(0, 5, 0)]).toEqual([true, false, false])
  })
  it('is none where nobody answered', () => expect(share(0, 0)).toBe('—'))
})

const told = (o: Partial<Beside> = {}): Beside => ({ yes: 0, partly: 0, no: 0, reasons: [], ...o })
const said = (score: number, agent = 'a1') => ({ session: 's' + score, number: 'N' + score, title: '李女士', channel: 'site', group: 'service', agent, name: '张敏', at: 0, score })
const view = (o: Partial<Satisfaction> = {}): Satisfaction => ({
  from: 0, until: 1, asked: 4, rated: 2, satisfied: 2, scores: [0, 0, 0, 1, 1], target: 0, missed: false,
  told: told(), agents: [{ agent: 'a1', name: '张敏', rated: 2, satisfied: 2, told: told() }], groups: [], ratings: [said(5), said(4)], ...o,
})

async function page(at = '/ratings') {
  const blank = { template: '<i />' }
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/ratings/:session?', name: 'ratings', component: blank }, { path: '/settings/:section?', name: 'settings', component: blank }] })
  await router.push(at)
  const box = mount(RatingsPage, { props: { session: '' }, global: { plugins: [i18n, router] } })
  await flushPromises()
  return { box, router, text: (id: string) => box.get(`[data-testid=${id}]`).text() }
}

// SAT-01, SLA-02.
describe('the page of ratings', () => {
  beforeEach(async () => {
    freshDesk()
    await addTexts(ratingTexts)
  })
  afterEach(() => vi.useRealTimers())

  it('never shows the figures of one time under the name of another', async () => {
    let answer: () => void = () => {}
    answerWith([[/days=7/, () => refusal(503, 'record_away')], [/days=30/, () => view()]])
    const { box, router } = await page()
    expect(box.findAll('[data-testid=ratings-hit]')).toHaveLength(2)
    await router.push('/ratings?days=7')
    await flushPromises()
    expect(box.find('[data-testid=ratings-share]').exists()).toBe(false)
    expect(box.find('[data-testid=error-block]').exists()).toBe(true)

    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    vi.stubGlobal('fetch', () => new Promise<Response>((done) => (answer = () => done(new Response(JSON.stringify(view()))))))
    await router.push('/ratings?days=92')
    await nextTick()
    expect([box.find('[data-testid=error-block]').exists(), box.find('[data-testid=ratings-share]').exists()]).toEqual([false, false])
    vi.advanceTimersByTime(300)
    await nextTick()
    expect(box.get('[role=status]').text()).toBe('正在加载…')
    answer()
    await vi.waitFor(() => expect(box.find('[data-testid=ratings-share]').exists()).toBe(true))
    expect(box.find('[role=status]').exists()).toBe(false)
  })

  it('says that there are no low ones only where all of them are listed', async () => {
    const none = async (at: string, o: Partial<Satisfaction> = {}) => {
      answerWith([[/./, () => view(o)]])
      return (await page(at)).text('ratings-none')
    }
    expect(await none('/ratings?low=1')).toBe('没有 3 分及以下的评分')
    expect(await none('/ratings?low=1', { rated: 900, asked: 900 })).toBe('列出的评分里没有符合条件的')
    expect(await none('/ratings?low=1&agent=a1')).toBe('列出的评分里没有符合条件的')
    expect(await none('/ratings?agent=a9')).toBe('列出的评分里没有符合条件的')
    expect(await none('/ratings', { rated: 0, satisfied: 0, ratings: [], agents: [] })).toBe('这段时间没有评分')
  })

  it('makes no share of more answers than questions', async () => {
    answerWith([[/./, () => view({ asked: 1 })]])
    expect((await page()).text('ratings-answered')).toBe('—')
    answerWith([[/./, () => view()]])
    expect((await page()).text('ratings-answered')).toBe('50%')
  })

  it('marks an agent below the target by more than a colour', async () => {
    const agents = [{ agent: 'a1', name: '张敏', rated: 10, satisfied: 8, told: told() }, { agent: 'a2', name: '赵亮', rated: 10, satisfied: 9, told: told() }]
    answerWith([[/./, () => view({ target: 90, agents })]])
    const { box } = await page()
    expect(box.findAll('[data-testid=ratings-agent-share]').map((s) => s.text())).toEqual([expect.stringMatching(/^!! *未达目标 90% *80%$/), '90%'])
  })

  it('shows what was said beside the scores: of all, of an agent, of a group, and of nobody where nothing was said', async () => {
    useRoster().groups = [{ id: 'order', name: '订单' }] as never
    const agents = [{ agent: 'a1', name: '张敏', rated: 2, satisfied: 2, told: told({ yes: 2 }) }, { agent: 'a2', name: '赵亮', rated: 1, satisfied: 0, told: told() }]
    const groups = [{ group: 'order', rated: 1, satisfied: 0, told: told({ no: 1, reasons: [{ reason: 'slow', n: 1 }] }) }]
    answerWith([[/./, () => view({ rated: 4, agents, groups, told: told({ yes: 2, partly: 1, no: 1, reasons: [{ reason: 'slow', n: 2 }, { reason: '回电', n: 1 }] }), ratings: [said(5), { ...said(2, 'a2'), group: 'order' }] })]])
    const { box, router, text } = await page()
    const shown = () => box.findAll('[data-testid^=told-]').map((x) => x.text().replace(/\s+/g, ' '))
    expect(shown()).toEqual(['已解决 50% 4 人中的 2 人', '部分解决 25% 4 人中的 1 人', '没有解决 25% 4 人中的 1 人', '响应慢 2', '回电 1'])
    expect(box.findAll('[data-testid=ratings-agent]').map((x) => x.findAll('td').map((d) => d.text()))).toEqual([['100%', '100%', '2'], ['0%', '—', '1']])
    await box.get('[data-testid=ratings-group] a').trigger('click')
    await flushPromises()
    expect(router.currentRoute.value.query).toEqual({ group: 'order' })
    expect([text('ratings-told').includes('订单'), ...shown()]).toEqual([true, '已解决 0% 1 人中的 0 人', '部分解决 0% 1 人中的 0 人', '没有解决 100% 1 人中的 1 人', '响应慢 1'])
    expect(box.findAll('[data-testid=ratings-hit]')).toHaveLength(1)
    await box.findAll('[data-testid=ratings-agent] a')[1]!.trigger('click')
    await flushPromises()
    expect(router.currentRoute.value.query).toEqual({ agent: 'a2' })
    expect(box.find('[data-testid=ratings-told]').exists()).toBe(false)
  })
})
