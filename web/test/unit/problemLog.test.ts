// ORG-06: the day's problems stand, and leave as a file, under the name of their own day.

import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { answerWith, freshDesk, later, refusal } from './fixtures'
import { i18n } from '@/i18n'
import ProblemLog from '@/own/ProblemLog.vue'

const line = { session: 's1', number: 'A1', title: '李', channel: 'web', group: 'service', agent: 'a1', name: '张敏', category: '', question: '退款', outcome: '', opened_at: 1, closed_at: 0 }

beforeEach(freshDesk)

it('problems of a day', async () => {
  const slow = later<object | Response>()
  answerWith([[/day=2026-08-19/, () => slow.answer], [/problems/, () => ({ day: '2026-08-20', problems: [line] })]])
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:view?/:session?', name: 'inbox', component: { template: '<i />' } }] })
  const view = mount(ProblemLog, { global: { plugins: [i18n, router] } })
  await flushPromises()
  const csv = () => view.get<HTMLButtonElement>('[data-testid=problem-csv]')
  const lines = () => view.findAll('[data-testid=problem]').length
  const saved: string[] = []
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download)
  })
  await csv().trigger('click')
  expect([lines(), saved]).toEqual([1, ['problems-2026-08-20.csv']])
  // The next day that is asked for is on its way, and then fails: nothing of the former stands under its name.
  await view.get('[data-testid=problem-day]').setValue('2026-08-19')
  expect([lines(), csv().element.disabled]).toEqual([0, true])
  slow.give(refusal(503, 'record_away'))
  await flushPromises()
  expect([lines(), csv().element.disabled, view.text()]).toEqual([0, true, expect.stringContaining(i18n.global.t('common.retry'))])
  // The refusal of a day that nobody looks at any more is no refusal of this one.
  await view.get('[data-testid=problem-day]').setValue('2026-08-20')
  await flushPromises()
  expect(lines()).toBe(1)
  view.unmount()
})
