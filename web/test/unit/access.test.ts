import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter, routeLocationKey } from 'vue-router'
import { accessTexts } from '@/access'
import { browserOf } from '@/access/browser'
import ExpiryBar from '@/access/ExpiryBar.vue'
import FactorBlock from '@/access/FactorBlock.vue'
import ReturnDialog from '@/access/ReturnDialog.vue'
import { onOwed, onSignedOut } from '@/api/http'
import { addTexts, i18n } from '@/i18n'
import SignInPage from '@/pages/SignInPage.vue'
import { useAccount } from '@/stores/account'
import { answerWith, freshDesk, me, refusal } from './fixtures'

const id = (name: string) => `[data-testid=${name}]`

beforeEach(async () => {
  freshDesk()
  await addTexts(accessTexts)
})
afterEach(() => {
  vi.useRealTimers()
  onSignedOut(() => {})
  onOwed(() => {})
})

describe('a browser', () => {
  it('is told in the words people know', () => {
    expect([
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
      'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
      'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0', 'curl/8.5.0',
    ].map(browserOf)).toEqual(['Edge 141 · Windows', 'Safari 18 · macOS', 'Chrome 141 · Android', 'Firefox 143 · Linux', 'curl/8.5.0'])
  })
})

describe('the end of a sign-in', () => {
  const bar = async (ends: { ends_in_s: number; idle_in_s: number }) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
    const calls = answerWith([[/GET \/sign-in/, () => ends], [/GET \/me$/, () => me()]])
    const page = mount(ExpiryBar, { global: { plugins: [i18n] } })
    await flushPromises()
    return { page, calls, asked: () => calls.filter((c) => c.what === 'GET /sign-in').length, shown: () => page.find(id('expiry')) }
  }
  const pass = async (s: number) => {
    await vi.advanceTimersByTimeAsync(s * 1000)
    await flushPromises()
  }

  it('is told three minutes before, at which the server is asked again', async () => {
    const ends = { ends_in_s: 500, idle_in_s: 0 }
    const { page, asked, shown } = await bar(ends)
    expect([asked(), shown().exists()]).toEqual([1, false])
    await pass(319)
    expect([asked(), shown().exists()]).toEqual([1, false])
    ends.ends_in_s = 180
    await pass(1)
    expect([asked(), shown().attributes('data-why')]).toEqual([2, 'age'])
    expect(shown().text()).toContain('3:00')
    expect(shown().get('[role=alert]').text()).toContain('3 分钟')
    await pass(2)
    expect(shown().text()).toContain('2:58')
    expect(shown().get('[role=alert]').text()).toContain('3 分钟') // not read out again
    ends.ends_in_s = 90_000 // renewed on another page
    await pass(15)
    expect(shown().exists()).toBe(false)
    page.unmount()
    await pass(3600)
    expect(asked()).toBe(3) // a page that is gone asks nothing
  })

  it('is asked for at least every ten minutes: somebody may cut it short', async () => {
    const { page, asked, shown } = await bar({ ends_in_s: 80_000, idle_in_s: 3600 })
    await pass(601)
    expect([asked(), shown().exists()]).toEqual([2, false])
    page.unmount()
  })

  it('for want of use is put off by one press', async () => {
    const ends = { ends_in_s: 9000, idle_in_s: 100 }
    const { page, calls, shown } = await bar(ends)
    expect(shown().attributes('data-why')).toBe('idle')
    ends.idle_in_s = 3600
    await page.get(id('expiry-go-on')).trigger('click')
    await flushPromises()
    expect(calls.map((c) => c.what)).toEqual(['GET /sign-in', 'GET /me', 'GET /sign-in'])
    expect(shown().exists()).toBe(false)
    page.unmount()
  })
})

describe('signing in again over the page', () => {
  it('asks for a code where one is needed, leads nowhere, and keeps the person', async () => {
    const led = vi.fn()
    onSignedOut(led)
    const answers = [refusal(403, 'code_needed'), refusal(422, 'wrong_code'), refusal(401, 'wrong_credentials'), { me: {} }]
    const calls = answerWith([[/POST \/sign-in/, () => answers.shift()], [/GET \/me$/, () => me()]])
    const page = mount(ReturnDialog, { global: { plugins: [i18n], provide: { [routeLocationKey as symbol]: {} } }, attachTo: document.body })
    await flushPromises()
    const at = <T extends HTMLElement>(name: string) => document.querySelector<T>(id(name))
    const type = async (name: string, text: string) => {
      const box = at<HTMLInputElement>(name)!
      box.value = text
      box.dispatchEvent(new Event('input'))
    }
    const go = async () => {
      at<HTMLButtonElement>('return-submit')!.form!.requestSubmit()
      await flushPromises()
    }
    await type('return-password', 'right')
    expect(at('return-code')).toBe(null)
    await go()
    expect(at('return-error')).toBe(null)
    await type('return-code', '111111')
    await go()
    expect(at('return-error')!.textContent).toContain('验证码不正确')
    await type('return-code', '222222')
    await go()
    await type('return-password', 'right')
    await go()
    expect(page.emitted('done')).toHaveLength(1)
    expect(calls.filter((c) => c.what === 'POST /sign-in').map((c) => c.body)).toEqual([
      { login: 'zhang.min', password: 'right' }, { login: 'zhang.min', password: 'right', code: '111111' },
      { login: 'zhang.min', password: 'right', code: '222222' }, { login: 'zhang.min', password: 'right', code: '222222' },
    ])
    expect([led.mock.calls.length, useAccount().me?.login]).toEqual([0, 'zhang.min'])
    page.unmount()
  })
})

describe('the door', () => {
  const door = async (answers: unknown[]) => {
    const paths = ['/', '/sign-in', '/second-factor', '/inbox/mine']
    const router = createRouter({ history: createMemoryHistory(), routes: paths.map((path) => ({ path, name: path.slice(1) || 'home', component: { template: '<i />' } })) })
    await router.push('/sign-in?next=/inbox/mine')
    const calls = answerWith([[/POST \/sign-in/, () => answers.shift()], [/GET \/me$/, () => refusal(403, 'second_factor_owed')]])
    useAccount().me = null
    useAccount().boot = { setup_needed: false, organisation: '', locale: 'zh-CN', version: '1', demo: false, remember_s: 7 * 86400, help: '分机 8001' }
    const page = mount(SignInPage, { global: { plugins: [i18n, router] }, attachTo: document.body })
    const submit = async () => {
      await page.get('form').trigger('submit')
      await flushPromises()
    }
    return { page, router, calls, submit }
  }

  it('asks for the code on its own, sends everything again, and says whom to ask', async () => {
    const { page, router, calls, submit } = await door([refusal(403, 'code_needed'), refusal(422, 'wrong_code'), {}])
    expect(page.text()).toContain('分机 8001')
    expect(page.text()).toContain('记住此设备 7 天')
    await page.get(id('login')).setValue('zhang.min')
    await page.get('input' + id('password')).setValue('secret')
    await page.get(id('remember')).setValue(true)
    await submit()
    expect([page.find(id('sign-in-error')).exists(), page.get(id('login')).isVisible(), page.find(id('remember')).exists()]).toEqual([false, false, false])
    await page.get(id('code')).setValue('123456')
    await submit()
    expect(page.get(id('sign-in-error')).attributes('data-code')).toBe('wrong_code')
    expect((page.get(id('code')).element as HTMLInputElement).value).toBe('')
    await page.get(id('code')).setValue('654321')
    await submit()
    expect(calls.filter((c) => c.what === 'POST /sign-in').map((c) => c.body)).toEqual([
      { login: 'zhang.min', password: 'secret', remember: true }, { login: 'zhang.min', password: 'secret', code: '123456', remember: true },
      { login: 'zhang.min', password: 'secret', code: '654321', remember: true },
    ])
    expect(router.currentRoute.value.fullPath).toBe('/second-factor?next=/inbox/mine') // which this one still owes
    page.unmount()
  })

  it('asks for a new password beside the code, judges it there, and takes over from elsewhere', async () => {
    const there = { user_agent: 'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0.0.0 Safari/537.36', source: '192.0.2.7', seen_at: 1_800_000_000_000 }
    const { page, calls, submit } = await door([
      refusal(403, 'code_needed'), refusal(403, 'password_expired'), refusal(422, 'weak_password'), refusal(422, 'wrong_code'), refusal(409, 'elsewhere', { elsewhere: there }), {},
    ])
    await page.get(id('login')).setValue('zhang.min')
    await page.get('input' + id('password')).setValue('old')
    await submit()
    await page.get(id('code')).setValue('111111')
    await submit()
    expect([page.find(id('sign-in-error')).exists(), (page.get(id('code')).element as HTMLInputElement).value]).toEqual([false, '111111'])
    await page.get('input' + id('next')).setValue('new')
    await submit()
    expect([page.get('#next-say').text(), page.get('input' + id('next')).attributes('aria-invalid')]).toEqual(['密码太弱：至少 8 个字符，不能是账号、姓名或常见密码', 'true'])
    await page.get('input' + id('next')).setValue('new and long')
    await submit()
    expect([page.get(id('sign-in-error')).attributes('data-code'), (page.get(id('code')).element as HTMLInputElement).value]).toEqual(['wrong_code', ''])
    await page.get(id('code')).setValue('222222')
    await submit()
    expect(page.get(id('elsewhere')).text()).toContain('Chrome 140 · Windows · 192.0.2.7')
    expect(page.find(id('sign-in')).exists()).toBe(false)
    expect(document.activeElement).toBe(page.get(id('take-over')).element)
    await page.get(id('take-over')).trigger('click')
    await flushPromises()
    expect(calls.filter((c) => c.what === 'POST /sign-in').map((c) => c.body).at(-1)).toEqual({ login: 'zhang.min', password: 'old', code: '222222', new_password: 'new and long', take_over: true })
    page.unmount()
  })

  it('goes back from the code with the account as it was typed', async () => {
    const { page, submit } = await door([refusal(403, 'code_needed')])
    await page.get(id('login')).setValue('zhang.min')
    await page.get('input' + id('password')).setValue('secret')
    await submit()
    await page.get(id('code-back')).trigger('click')
    expect([(page.get(id('login')).element as HTMLInputElement).value, (page.get('input' + id('password')).element as HTMLInputElement).value, page.find(id('code')).exists()]).toEqual(['zhang.min', '', false])
    page.unmount()
  })
})

describe('a second factor', () => {
  it('is set up with the password, shown as a picture and a key, and leaves recovery codes that were kept', async () => {
    let since = 0
    const calls = answerWith([
      [/GET \/me\/second-factor/, () => ({ since, recovery: since ? 10 : 0, offered: true, required: false })],
      [/POST \/me\/second-factor$/, (body) => ((body as { password: string }).password === 'right' ? { secret: 'ABCDEFGHIJKL', url: 'otpauth://x', picture: { size: 29, path: 'M4 4h1v1h-1z' } } : refusal(422, 'wrong_password'))],
      [/confirm/, () => ((since = 1), { codes: ['aaaa-bbbb', 'cccc-dddd'] })],
    ])
    const page = mount(FactorBlock, { global: { plugins: [i18n] } })
    await flushPromises()
    await page.get(id('factor-start')).trigger('click')
    for (const password of ['wrong', 'right']) {
      await page.get('input' + id('factor-password')).setValue(password)
      await page.get(id('factor-setup')).get('form').trigger('submit')
      await flushPromises()
    }
    expect(page.get(id('factor-secret')).text()).toBe('ABCD EFGH IJKL')
    expect(page.get(id('factor-picture')).attributes('viewBox')).toBe('0 0 29 29')
    await page.get(id('factor-code')).setValue('123456')
    await page.get(id('factor-setup')).get('form').trigger('submit')
    await flushPromises()
    expect(page.get(id('recovery-codes')).text()).toContain('cccc-dddd')
    expect(page.get<HTMLButtonElement>(id('recovery-done')).element.disabled).toBe(true)
    await page.get(id('recovery-kept')).setValue(true)
    await page.get(id('recovery-done')).trigger('click')
    await flushPromises()
    expect(page.get(id('factor')).attributes('data-on')).toBe('true')
    expect(page.text()).not.toContain('cccc-dddd')
    expect(calls.filter((c) => c.what.startsWith('POST')).length).toBe(3)
  })
})
