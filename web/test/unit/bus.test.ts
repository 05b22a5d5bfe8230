import { mount } from '@vue/test-utils'
import { defineComponent, h, KeepAlive, nextTick, type Component } from 'vue'
import { describe, expect, it } from 'vitest'
import { dispatch, onCommand } from '@/keys/bus'

// part listens to one command and writes down when it served it.
const part = (name: string, heard: string[], inner = false): Component => defineComponent({
  props: { more: Boolean },
  setup(props) {
    onCommand('close', () => (heard.push(name), true))
    return () => h('div', inner && props.more ? [h(part(name + ' inside', heard))] : [])
  },
})

describe('the commands of the keyboard', () => {
  it('go to the newest part that serves them, and on to the one before once that is gone', () => {
    const heard: string[] = []
    const first = mount(part('first', heard))
    const second = mount(part('second', heard))
    dispatch('close')
    second.unmount()
    dispatch('close')
    first.unmount()
    expect([heard, dispatch('close')]).toEqual([['second', 'first'], false])
  })

  it('do not reach what is kept alive off the screen, nor what comes to be inside it meanwhile', async () => {
    const heard: string[] = []
    const Kept = part('kept', heard, true)
    const page = mount(defineComponent({ props: { shown: Boolean, more: Boolean }, setup: (p) => () => h(KeepAlive, () => (p.shown ? h(Kept, { more: p.more }) : undefined)) }), { props: { shown: true, more: false } })
    expect(dispatch('close')).toBe(true)
    await page.setProps({ shown: false })
    await nextTick()
    expect([dispatch('close'), heard]).toEqual([false, ['kept']])
    await page.setProps({ shown: true, more: true })
    expect([dispatch('close'), heard]).toEqual([true, ['kept', 'kept inside']])
    page.unmount()
    expect(dispatch('close')).toBe(false)
  })
})
