import { flushPromises, mount } from '@vue/test-utils'
import { createMemoryHistory, createRouter } from 'vue-router'
import { beforeEach, describe, expect, it } from 'vitest'
import { addTexts, i18n } from '@/i18n'
import { searchTexts } from '@/search'
import FoundElse from '@/search/FoundElse.vue'
import { answerWith, freshDesk, refusal, row } from './fixtures'

describe('what is found besides messages', () => {
  beforeEach(async () => {
    freshDesk()
    await addTexts(searchTexts)
  })

  const person = (id: string, field: string, text: string, start16: number, end16: number) => ({ session: row({ id, title: '王女士' }), field, text, spots: [{ start16, end16 }] })

  async function open(table: Parameters<typeof answerWith>[0], q = '王女') {
    const calls = answerWith(table)
    const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/s/:session?', name: 'search', component: { template: '<i />' } }, { path: '/c/:id?', name: 'complaints', component: { template: '<i />' } }] })
    const page = mount(FoundElse, { props: { q, session: '', at: 0, to: (session: string) => ({ name: 'search', params: { session } }) }, global: { plugins: [i18n, router] } })
    await flushPromises()
    return { page, calls }
  }

  it('has sections with what was found marked, and goes on page by page', async () => {
    const { page, calls } = await open([
      [/search.people\?q=[^&]*&cursor=n1/, () => ({ hits: [person('s2', 'name', '王女士', 0, 2)], next: '', behind: false, refused: false })],
      [/search.people/, () => ({ hits: [person('s1', 'title', '王女士', 0, 2), person('s3', 'phone', '138****1234', 0, 11)], next: 'n1', behind: false, refused: false })],
      [/search.numbers/, () => ({ sessions: [row({ id: 's9', number: 'A20418', phase: 'closed' })], cases: [{ case: { id: 'c1', number: 'C-1', title: '王女士' }, text: '王女士', spots: [{ start16: 0, end16: 2 }] }], more: true })],
    ])
    expect(page.findAll('mark').map((m) => m.text())).toEqual(['王女', '138****1234', 'A20418', '王女'])
    expect(page.findAll('h2').map((h) => h.text())).toEqual(['客户', '会话', '投诉'])
    expect(page.get('[data-testid=search-case]').attributes('href')).toBe('/c/C-1')
    expect(page.emitted('found')?.at(-1)).toEqual([4])
    await page.get('[data-testid=search-people-more]').trigger('click')
    await flushPromises()
    expect(page.findAll('[data-testid=search-person]').map((a) => a.attributes('href'))).toEqual(['/s/s1', '/s/s3', '/s/s2'])
    expect(calls.filter((c) => c.what.includes('numbers'))).toHaveLength(1)
  })

  it('says when nobody is looked for by a contact any more, and what could not be asked', async () => {
    const none = { sessions: [], cases: [], more: false }
    const { page } = await open([[/search.people/, () => ({ hits: [], next: '', behind: false, refused: true })], [/search.numbers/, () => none]], '13812345678')
    expect(page.find('[data-testid=search-refused]').exists()).toBe(true)
    const away = await open([[/search.people/, () => refusal(503, 'record_away')], [/search.numbers/, () => none]])
    expect(away.page.text()).not.toBe('')
  })
})
