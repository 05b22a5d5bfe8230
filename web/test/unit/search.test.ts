import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { addTexts, i18n, setLocale } from '@/i18n'
import { searchTexts } from '@/search'
import SearchPage from '@/search/SearchPage.vue'
import { answerWith, freshDesk, row } from './fixtures'

beforeEach(async () => {
  freshDesk()
  await addTexts(searchTexts)
})

describe('a message that was found', () => {
  it('is one link, whatever address stands in it, with the words marked', async () => {
    const text = '退款看 https://a.example/refund 退款'
    const hit = { session: row(), seq: 4, role: 'agent', author: { id: 'a1', name: 'Min' }, at: 1, text, spots: [{ start16: 0, end16: 2 }, { start16: text.length - 2, end16: text.length }], files: [{ n: 0, kind: 'document', name: 'https://b.example/x.pdf', spots: [] }] }
    answerWith([[/search.people/, () => ({ hits: [], next: '', behind: false, refused: false })], [/search.numbers/, () => ({ sessions: [], cases: [], more: false })], [/search/, () => ({ hits: [hit], next: '', terms: ['退款'], behind: false })]])
    const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/search/:session?', name: 'search', component: { template: '<i />' } }] })
    await router.push('/search?q=退款')
    const page = mount(SearchPage, { props: { session: '' }, attachTo: document.body, global: { plugins: [i18n, router] } })
    await flushPromises()
    const found = page.get('[data-testid=search-hit]')
    expect([found.element.tagName, found.findAll('a').length]).toEqual(['A', 0])
    expect(found.findAll('mark').map((m) => m.text())).toEqual(['退款', '退款'])
    expect(found.text()).toContain(text)
    expect(found.text()).toContain('Min：')
    await setLocale('en')
    await flushPromises()
    expect(found.text()).toContain('Min: ')
    await setLocale('zh-CN')
    page.unmount()
  })
})
