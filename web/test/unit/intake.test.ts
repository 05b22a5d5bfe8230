import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { addTexts, i18n } from '@/i18n'
import { intakeTexts } from '@/intake'
import IntakeDialog from '@/intake/IntakeDialog.vue'
import { answerWith, freshDesk, refusal } from './fixtures'

const $ = (id: string) => document.querySelector<HTMLInputElement>(`[data-testid=${id}]`)!

async function shown() {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/inbox/:view/:session?', name: 'inbox', component: { template: '<i />' } }] })
  await router.push('/inbox/queue')
  const box = mount(IntakeDialog, { props: { modelValue: true }, attachTo: document.body, global: { plugins: [i18n, router] } })
  await flushPromises()
  const fill = (id: string, text: string) => {
    $(id).value = text
    $(id).dispatchEvent(new Event('input'))
  }
  const submit = async () => {
    $('intake-submit').click()
    await flushPromises()
  }
  return { box, router, fill, submit }
}

beforeEach(async () => {
  freshDesk()
  await addTexts(intakeTexts)
})
afterEach(() => (document.body.innerHTML = ''))

// CHN-01
describe('what comes without a channel', () => {
  it('is written down once, whatever becomes of the answer, and opens at the desk of who took it', async () => {
    let lost = true
    const sent: Record<string, unknown>[] = []
    answerWith([[/POST \/intakes/, (body: unknown) => {
      sent.push(body as Record<string, unknown>)
      if (!lost) return { session: 's9', version: 2, mine: true }
      lost = false
      return refusal(503, 'unavailable')
    }]])
    const { box, router, fill, submit } = await shown()
    await submit()
    expect(sent).toHaveLength(0) // nothing was said yet
    $('inlet-visit').click()
    fill('intake-name', ' 李女士 ')
    fill('intake-contact', '138 0000 1234')
    fill('intake-asked', '来问发票')
    fill('intake-when', '2000-01-02T03:04')
    await submit()
    expect($('intake-error').textContent).not.toBe('')
    await submit()
    expect(sent).toHaveLength(2)
    expect(sent[0]).toEqual(sent[1])
    expect(sent[0]).toMatchObject({ inlet: 'visit', name: '李女士', contact: '138 0000 1234', asked: '来问发票', answered: '', when: new Date('2000-01-02T03:04').getTime() })
    expect(box.emitted('update:modelValue')).toEqual([[false]])
    expect(router.currentRoute.value.fullPath).toBe('/inbox/mine/s9')
    box.unmount()
  })

  it('cannot have been in the future, and stays with the colleague who has the customer', async () => {
    const calls = answerWith([[/POST \/intakes/, () => ({ session: 's9', version: 2, mine: false })]])
    const { box, router, fill, submit } = await shown()
    fill('intake-asked', '又来电')
    fill('intake-when', '2999-01-02T03:04')
    await submit()
    expect(calls).toHaveLength(0)
    fill('intake-when', '')
    await submit()
    expect(calls).toHaveLength(1)
    expect(router.currentRoute.value.fullPath).toBe('/inbox/queue')
    box.unmount()
  })

  it('is not lost to a click beside it nor to the Escape of an input method, and asked about once before it goes', async () => {
    const { box, fill } = await shown()
    const escape = (o: KeyboardEventInit = {}) => {
      document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true, ...o }))
      return flushPromises()
    }
    const closed = () => !!box.emitted('update:modelValue')
    fill('intake-asked', '来问发票，抬头是')
    document.querySelector('.scrim')!.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, cancelable: true }))
    document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, cancelable: true }))
    await flushPromises()
    await escape({ isComposing: true })
    expect([closed(), $('intake-leave')]).toEqual([false, null])
    await escape()
    expect([closed(), document.activeElement]).toEqual([false, $('intake-stay')])
    $('intake-stay').click()
    await flushPromises()
    expect([closed(), $('intake-asked').value, document.activeElement]).toEqual([false, '来问发票，抬头是', $('intake-asked')])
    $('intake-cancel').click()
    await flushPromises()
    fill('intake-asked', '来问发票，抬头是青禾') // whoever goes on is asked again
    await flushPromises()
    expect([closed(), $('intake-leave')]).toEqual([false, null])
    await escape()
    $('intake-leave').click()
    expect(closed()).toBe(true)
    box.unmount()
  })

  it('closes at once where nothing was written', async () => {
    const { box } = await shown()
    $('intake-cancel').click()
    expect(box.emitted('update:modelValue')).toEqual([[false]])
    box.unmount()
  })
})
