import { mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { useLive } from '@/shell/useLive'
import { useCompany } from '@/stores/company'
import { useRegister } from '@/stores/register'
import { useSessionCases } from '@/stores/sessionCases'
import { answerWith, freshDesk, later, row } from './fixtures'

describe('whoever signs in next', () => {
  beforeEach(freshDesk)

  it('finds nothing of the one before, not even what is answered later', async () => {
    const [counts, cases] = [later(), later()]
    answerWith([[/cases\/counts|counts/, () => counts.answer], [/sessions\/s1\/cases|cases/, () => cases.answer]])
    let live!: ReturnType<typeof useLive>
    const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:all(.*)*', component: { template: '<i />' } }] })
    const page = mount({ setup: () => ((live = useLive()), () => null) }, { global: { plugins: [router] } })
    vi.spyOn(useCompany(), 'clear')
    useSessionCases().entries.set('s2', [])
    useCompany().views('s2', [{ id: 'b1', name: '赵亮' }])
    const loads = [useRegister().load(), useSessionCases().load('s1')]
    live.stop()
    counts.give({ mine: 1, call: 3, ruling: 0, unseen: 0 })
    cases.give([row()])
    await Promise.all(loads)
    expect([useRegister().counts, useSessionCases().entries.size, useCompany().viewing.size]).toEqual([null, 0, 0])
    page.unmount()
  })
})
