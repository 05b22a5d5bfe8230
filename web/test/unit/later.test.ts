import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, ref } from 'vue'
import { later, wake } from '@/lib/later'

describe('a part that cannot be fetched', () => {
  const part = defineComponent({ template: '<b>here</b>' })
  const line = { there: false, asked: 0 }
  const load = () => (line.asked++, line.there ? Promise.resolve(part) : Promise.reject(new Error('no line')))
  beforeEach(() => {
    vi.useFakeTimers()
    Object.assign(line, { there: false, asked: 0 })
  })
  afterEach(() => vi.useRealTimers())

  it('comes when the line does, without waiting for the next try', async () => {
    const view = mount({ components: { Part: later(load) }, template: '<Part />' })
    await flushPromises()
    await vi.advanceTimersByTimeAsync(60_000)
    const before = line.asked
    expect(before).toBeGreaterThan(3)
    line.there = true
    wake()
    await flushPromises()
    expect([view.text(), line.asked]).toEqual(['here', before + 1])
    view.unmount()
  })

  it('is not wanted any more after a few tries, if somebody waits for it; asked for again it comes', async () => {
    const wanted = ref(true)
    const view = mount({ components: { Part: later(load, () => (wanted.value = false)) }, setup: () => ({ wanted }), template: '<Part v-if="wanted" />' })
    await flushPromises()
    await vi.advanceTimersByTimeAsync(60_000)
    expect([wanted.value, line.asked]).toEqual([false, 3])
    line.there = true
    wake()
    await flushPromises()
    expect([view.text(), line.asked]).toEqual(['', 3])
    wanted.value = true
    await flushPromises()
    expect(view.text()).toBe('here')
    view.unmount()
  })
})
