// The widths of the inbox's panes: by drag, by keys, never so wide that the conversation has no room.

import { mount } from '@vue/test-utils'
import { nextTick } from 'vue'
import { beforeEach, describe, expect, it } from 'vitest'
import { freshDesk } from './fixtures'
import { i18n } from '@/i18n'
import LookSettings from '@/own/LookSettings.vue'
import PaneEdge from '@/panes/PaneEdge.vue'
import texts from '@/panes/texts/zh-CN'
import { usePrefs } from '@/stores/prefs'

function edge(of: 'listWidth' | 'sideWidth', width = 1372, wide = true) {
  const panes = document.createElement('div')
  if (wide) panes.className = 'wide'
  Object.defineProperty(panes, 'clientWidth', { get: () => width })
  document.body.append(panes)
  const view = mount(PaneEdge, { props: { of }, global: { plugins: [i18n] }, attachTo: panes })
  // The test's own wrapper stands between.
  const el = view.element as HTMLElement
  Object.defineProperty(el, 'parentElement', { get: () => panes })
  window.dispatchEvent(new Event('resize'))
  return { view, key: (k: string) => view.trigger('keydown', { key: k }), says: (name: string) => Number(view.attributes('aria-' + name)) }
}

describe('the edge of a pane', () => {
  beforeEach(() => {
    freshDesk()
    i18n.global.mergeLocaleMessage('zh-CN', texts)
  })

  it('is moved with the keys, and says where it stands', async () => {
    const { view, key, says } = edge('listWidth')
    expect([view.attributes('role'), view.attributes('tabindex'), says('valuenow'), says('valuemin')]).toEqual(['separator', '0', 320, 280])
    await key('ArrowRight')
    expect([usePrefs().prefs.listWidth, says('valuenow')]).toEqual([336, 336])
    await key('Home')
    expect(says('valuenow')).toBe(280)
    await key('ArrowLeft')
    expect(says('valuenow')).toBe(280)
    await key('End')
    expect(says('valuenow')).toBe(560)
    await key('Enter')
    expect(says('valuenow')).toBe(320)
    view.unmount()
  })

  it('grows to the left on the other side', async () => {
    const { view, key } = edge('sideWidth')
    await key('ArrowLeft')
    expect(usePrefs().prefs.sideWidth).toBe(336)
    view.unmount()
  })

  it('leaves the conversation its room', async () => {
    const { view, key, says } = edge('listWidth', 1180)
    await nextTick()
    expect(says('valuemax')).toBe(380)
    await key('End')
    expect(usePrefs().prefs.listWidth).toBe(380)
    usePrefs().prefs.sideWidth = 420
    await nextTick()
    await nextTick()
    expect([says('valuemax'), says('valuenow')]).toEqual([280, 280])
    view.unmount()
  })

  it('is set under the settings by who can neither drag nor use the keys', async () => {
    const view = mount(LookSettings, { global: { plugins: [i18n] } })
    await view.get('[data-testid=own-sideWidth]').setValue('400')
    expect(usePrefs().prefs.sideWidth).toBe(400)
    view.unmount()
  })

  it('is dragged, and comes back with two clicks', async () => {
    const { view } = edge('listWidth')
    await view.trigger('pointermove', { clientX: 999 })
    expect(usePrefs().prefs.listWidth).toBe(320)
    await view.trigger('pointerdown', { button: 0, clientX: 320, pointerId: 1 })
    await view.trigger('pointermove', { clientX: 400 })
    await view.trigger('pointerup', {})
    await view.trigger('pointermove', { clientX: 500 })
    expect(usePrefs().prefs.listWidth).toBe(400)
    await view.trigger('dblclick')
    expect(usePrefs().prefs.listWidth).toBe(320)
    view.unmount()
  })
})
