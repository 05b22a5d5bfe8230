import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { i18n } from '@/i18n'
import PlaceNav from '@/shell/PlaceNav.vue'
import { PLACES } from '@/shell/places'
import { useAccount } from '@/stores/account'
import { useRegister } from '@/stores/register'
import { answerWith, freshDesk, me } from './fixtures'

const counts = { mine: 0, open: 9, overdue: 0, today: 0, follow_up: 0, call: 1, ruling: 2, unseen: 4 }

beforeEach(freshDesk)

describe('what waits in the complaint register', () => {
  it('is counted again when somebody leaves a place or a complaint, not for every session that is opened', async () => {
    const calls = answerWith([[/complaints/, () => ({ rows: [], next: '', counts })]])
    const blank = { template: '<i />' }
    const router = createRouter({ history: createMemoryHistory(), routes: PLACES.map((p) => ({ path: p.path + (p.params ?? ''), name: p.name, component: blank, meta: { place: p } })) })
    await router.push('/inbox/mine/s1')
    const nav = mount(PlaceNav, { global: { plugins: [i18n, router] } })
    const asked = async (path: string) => {
      await router.push(path)
      await flushPromises()
      return calls.length
    }
    expect(await asked('/inbox/mine/s2')).toBe(1)
    expect(await asked('/inbox/queue/s3?look=s4')).toBe(1)
    expect(await asked('/complaints')).toBe(2)
    expect(await asked('/complaints?view=all')).toBe(2)
    expect(await asked('/complaints/TS-1')).toBe(3)
    expect(await asked('/complaints/TS-2')).toBe(4)
    expect(await asked('/inbox/mine/s1')).toBe(5)
    nav.unmount()
  })

  it('is what concerns the rank', async () => {
    answerWith([[/complaints/, () => ({ rows: [], next: '', counts })]])
    await useRegister().load()
    const waiting = (['agent', 'lead', 'manager'] as const).map((rank) => {
      useAccount().me = me({ rank })
      return useRegister().waiting
    })
    expect(waiting).toEqual([1, 3, 7])
    useAccount().me = me({ rank: 'supervisor' })
    expect((['open', 'ruling', 'unseen'] as const).map(useRegister().concerns)).toEqual([true, true, false])
  })
})
