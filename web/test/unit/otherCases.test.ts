import { flushPromises, mount } from '@vue/test-utils'
import { createMemoryHistory, createRouter } from 'vue-router'
import { expect, it } from 'vitest'
import { i18n } from '@/i18n'
import OtherCases from '@/inbox/customer/OtherCases.vue'
import { answerWith, freshDesk } from './fixtures'

it('shows what else is open of the customer, and what may be opened as a link', async () => {
  freshDesk()
  let rows = [{ id: 'c1', number: 'TS-1', step: 'registered', overdue: true, nature: '', may_open: false }, { id: 'c2', number: 'TS-2', step: 'returned', overdue: false, nature: '多收运费', may_open: true }]
  const calls = answerWith([[/GET .sessions.s1.contact.cases/, () => rows]])
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/c/:id?', name: 'complaints', component: { template: '<i />' } }] })
  const page = mount(OtherCases, { props: { session: 's1', version: 1 }, global: { plugins: [i18n, router] } })
  await flushPromises()
  expect(page.findAll('li').map((l) => l.text().slice(0, 4))).toEqual(['TS-1', 'TS-2'])
  expect(page.findAll('a').map((a) => a.attributes('href'))).toEqual(['/c/TS-2'])
  expect(page.text()).toContain('多收运费')
  rows = []
  await page.setProps({ version: 2 })
  await flushPromises()
  expect(page.find('section').exists()).toBe(false)
  expect(calls).toHaveLength(2)
})
