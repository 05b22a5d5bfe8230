import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { Boot } from '@/api/types'
import { addTexts, i18n, setLocale } from '@/i18n'
import SsoButtons from '@/sso/SsoButtons.vue'
import { useAccount } from '@/stores/account'

const gone = vi.fn()
const answers = vi.fn()

beforeEach(async () => {
  setActivePinia(createPinia())
  vi.stubGlobal('fetch', answers)
  vi.stubGlobal('location', Object.assign(new URL('http://desk.test/sign-in'), { assign: gone }))
  await setLocale('en')
  await addTexts({ 'zh-CN': () => import('@/sso/texts/zh-CN'), 'zh-TW': () => import('@/sso/texts/zh-TW'), en: () => import('@/sso/texts/en') })
  useAccount().boot = { sso: [{ id: 'corp', names: { en: 'WeCom', 'zh-CN': '企业微信' } }, { id: 'spare', names: {} }] } as unknown as Boot
})
afterEach(async () => {
  vi.unstubAllGlobals()
  answers.mockReset()
  gone.mockReset()
  await setLocale('zh-CN')
})

async function shown(at: string, props: { next?: string } = {}) {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/sign-in', component: SsoButtons }] })
  await router.push(at)
  const page = mount(SsoButtons, { props, global: { plugins: [router, i18n] } })
  await flushPromises()
  return { page, router, error: () => page.find('[data-testid=sso-error]') }
}

describe('the buttons of single sign-on', () => {
  it('lead to the provider, with where the person wants to go', async () => {
    answers.mockResolvedValue(new Response('{"url":"https://sso.example/auth"}'))
    const { page } = await shown('/sign-in?next=/own')
    expect(page.findAll('button').map((b) => b.text())).toEqual(['Sign in with WeCom', 'Sign in with spare'])
    await page.find('[data-testid=sso-corp]').trigger('click')
    await page.find('[data-testid=sso-spare]').trigger('click') // one at a time
    await flushPromises()
    expect(answers.mock.calls.map(([path, init]) => [path, (init as RequestInit).body])).toEqual([['/api/v1/sign-in/sso/corp', '{"next":"/own"}']])
    expect(gone.mock.calls).toEqual([['https://sso.example/auth']])
    expect(page.find('[data-testid=sso-corp]').attributes('disabled')).toBeDefined()
    window.dispatchEvent(new Event('pageshow')) // back from there
    await flushPromises()
    expect(page.find('[data-testid=sso-corp]').attributes('disabled')).toBeUndefined()
  })

  it('lead back to the page below the dialog in which they stand', async () => {
    answers.mockResolvedValue(new Response('{"url":"https://sso.example/auth"}'))
    const { page } = await shown('/sign-in', { next: '/inbox/mine/A1?m=7' })
    await page.find('[data-testid=sso-corp]').trigger('click')
    await flushPromises()
    expect(answers.mock.calls.map(([, init]) => (init as RequestInit).body)).toEqual(['{"next":"/inbox/mine/A1?m=7"}'])
  })

  it('say why nobody was let in, once, and in no words of the address', async () => {
    const { error, router } = await shown('/sign-in?next=/own&sso=sso_other')
    expect(error().text()).toContain('linked to somebody else')
    expect(router.currentRoute.value.fullPath).toBe('/sign-in?next=/own')
    expect((await shown('/sign-in?sso=locked&wait=61')).error().text()).toContain('2 min')
    expect((await shown('/sign-in?sso=Call+this+number')).error().text()).toBe(i18n.global.t('problem.unknown'))
    expect((await shown('/sign-in')).error().exists()).toBe(false)
  })

  it('say that a provider is away, and can be pressed again', async () => {
    answers.mockResolvedValue(new Response('{"code":"sso_away"}', { status: 503 }))
    const { page, error } = await shown('/sign-in')
    await page.find('[data-testid=sso-corp]').trigger('click')
    await flushPromises()
    expect([error().attributes('data-code'), gone.mock.calls.length, page.find('[data-testid=sso-corp]').attributes('disabled')]).toEqual(['sso_away', 0, undefined])
  })
})
