// CUS-01, CUS-02: what is being written of a customer is not lost by what happens around it.

import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { answerWith, freshDesk, later, refusal, row } from './fixtures'
import type { Profile } from '@/customer/api'
import ProfileSection from '@/customer/ProfileSection.vue'
import { i18n } from '@/i18n'

const profile = (name: string): Profile => ({
  yours: true, may_change: true, may_erase: false, reveal_reason: false, levels: [], tags: [], free_tags: false, missed: [],
  fields: [{ field: 'name', several: false, covered: false, most: 60, may_change: true, last: 1, values: [{ n: 1, value: name, at: 0, by: null, here: true }] }],
})

describe('what is known of the customer', () => {
  beforeEach(freshDesk)

  async function open(answer: () => unknown) {
    answerWith([[/history/, () => ({ acts: [] })], [/GET .*profile/, answer]])
    const view = mount(ProfileSection, { props: { row: row(), turn: 0 }, global: { plugins: [i18n] } })
    await flushPromises()
    return { view, stale: () => view.find('[data-testid=profile-stale]').exists(), input: () => view.find<HTMLInputElement>('[data-testid=profile-input]') }
  }

  it('stays, with what is being written, when it cannot be read again, and goes when it may not be seen any more', async () => {
    let answer: () => unknown = () => profile('李')
    const { view, stale, input } = await open(() => answer())
    await view.get('[data-testid=profile-edit]').trigger('click')
    await input().setValue('李四')
    answer = () => refusal(503, 'record_away')
    await view.setProps({ turn: 1 })
    await flushPromises()
    expect([stale(), input().element.value]).toEqual([true, '李四'])
    answer = () => profile('李')
    await view.setProps({ row: row({ phase: 'closing' }) })
    await flushPromises()
    expect([stale(), input().element.value]).toEqual([false, '李四'])
    answer = () => refusal(404, 'not_found')
    await view.setProps({ turn: 2 })
    await flushPromises()
    expect(view.find('[data-testid=profile]').exists()).toBe(false)
    view.unmount()
  })

  it('is what was asked for last, whatever is answered last', async () => {
    const slow = later<Profile>()
    let answer: () => unknown = () => profile('一')
    const { view } = await open(() => answer())
    answer = () => slow.answer
    await view.setProps({ turn: 1 })
    answer = () => profile('三')
    await view.setProps({ turn: 2 })
    await flushPromises()
    slow.give(profile('二'))
    await flushPromises()
    expect(view.get('[data-testid=profile-value]').text()).toBe('三')
    view.unmount()
  })
})
