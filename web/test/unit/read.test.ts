import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { addTexts, i18n } from '@/i18n'
import { fullTime } from '@/lib/time'
import { lookTexts } from '@/look'
import SessionLook from '@/look/SessionLook.vue'
import { useRows } from '@/stores/rows'
import { answerWith, detail, freshDesk, message } from './fixtures'

const ours = (seq: number, o = {}) => message(seq, { role: 'agent', delivery: 'sent', ...o })
const messages = [message(1), ours(2, { role: 'auto' }), ours(3, { delivery: 'failed' }), ours(4, { delivery: 'unconfirmed' }), ours(5), message(6), message(7, { role: 'note' }), ours(8)]

beforeEach(async () => {
  freshDesk()
  await addTexts(lookTexts)
})

async function look(seen: { seq: number; at: number } | null) {
  answerWith([
    [/marks/, () => ({ marks: [], findings: [] })],
    [/messages/, () => ({ messages, version: 1 })],
    [/GET \/sessions/, () => detail({ seen })],
  ])
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: { template: '<i />' } }, { path: '/inbox/:view/:session?', name: 'inbox', component: { template: '<i />' } }] })
  const it = mount(SessionLook, { props: { session: 's1' }, global: { plugins: [i18n, router] } })
  await flushPromises()
  const at = (seq: number) => it.find(`[data-seq="${seq}"] [data-testid=delivery]`)
  return { it, at, icons: (seq: number) => at(seq).find('path').attributes('d') }
}

describe('what the customer has read', () => {
  it('is said of what was sent up to there, in words and by another sign, with the time', async () => {
    const { it: page, at, icons } = await look({ seq: 5, at: 60_000 })
    const time = fullTime(60_000, i18n.global.locale.value)
    expect([2, 3, 4, 5, 8].map((seq) => at(seq).find('span').text())).toEqual(['已读', '发送失败', '未确认是否送达', '已读', '已发送'])
    expect([2, 3, 4, 5, 8].map((seq) => at(seq).attributes('title'))).toEqual([`客户在 ${time} 前已读`, undefined, undefined, `客户于 ${time} 读到`, undefined])
    expect(icons(5)).not.toBe(icons(8))
    expect(page.findAll('[data-testid=delivery]')).toHaveLength(5) // the customer's words and a note have none
    page.unmount()
  })

  it.each([null, { seq: 1, at: 60_000 }])('is nothing where nobody knows of it, or of nothing of ours: %j', async (seen) => {
    const { it: page, at } = await look(seen)
    expect([2, 5, 8].map((seq) => at(seq).find('span').text())).toEqual(['已发送', '已发送', '已发送'])
    page.unmount()
  })

  it('comes with the row, while one looks', async () => {
    const { it: page, at } = await look(null)
    useRows().put(detail({ version: 9, seen: { seq: 8, at: 90_000 } }))
    await flushPromises()
    expect(at(8).find('span').text()).toBe('已读')
    page.unmount()
  })
})
