import { flushPromises, mount, RouterLinkStub } from '@vue/test-utils'
import { beforeEach, expect, it, vi } from 'vitest'
import { answerWith, freshDesk } from './fixtures'
import { addTexts, i18n } from '@/i18n'
import { liveTexts } from '@/live'
import LivePage from '@/live/LivePage.vue'
import { useStream } from '@/stores/stream'

vi.mock('vue-router', async (all) => ({ ...(await all<object>()), useRoute: () => ({ params: {}, query: {} }), useRouter: () => ({ push() {}, replace() {} }) }))

beforeEach(freshDesk)

it('the board says how long messages take to a screen, once there is a figure', async () => {
  answerWith([[/./, () => ({ rows: [], next: '', counts: { mine: 0, queue: 0, all: 0, asked: 0, owed: 0 } })]])
  await addTexts(liveTexts)
  const page = mount(LivePage, { props: { session: '' }, global: { plugins: [i18n], stubs: { RouterLink: RouterLinkStub } } })
  await flushPromises()
  expect(page.find('[data-testid=latency]').exists()).toBe(false)
  useStream().take({ op: 'latency', messages: 12, median_ms: 40, p95_ms: 1320 })
  await flushPromises()
  expect(page.find('[data-testid=latency]').text()).toBe('消息到屏 中位 0.04 秒 · P95 1.3 秒（近 5 分钟 12 条，本节点）')
  page.unmount()
})
