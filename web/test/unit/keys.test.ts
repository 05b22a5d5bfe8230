import { flushPromises, mount } from '@vue/test-utils'
import { effectScope } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { bindingName, isReserved, isSingle } from '@/keys/binding'
import { onCommand } from '@/keys/bus'
import { keyTexts } from '@/keys'
import { addTexts, i18n } from '@/i18n'
import { bindingOf, commandFor, rivals, SHORTCUTS, type Command } from '@/keys/shortcuts'
import { ownTexts } from '@/own'
import KeySettings from '@/own/KeySettings.vue'
import { useShellKeys } from '@/shell/useShellKeys'
import { usePanels } from '@/stores/panels'
import { usePrefs } from '@/stores/prefs'
import { answerWith, freshDesk } from './fixtures'

function press(code: string, o: KeyboardEventInit & { keyCode?: number; target?: HTMLElement } = {}): KeyboardEvent {
  const ev = new KeyboardEvent('keydown', { code, ...o })
  if (o.keyCode !== undefined) Object.defineProperty(ev, 'keyCode', { value: o.keyCode })
  if (o.target) Object.defineProperty(ev, 'target', { value: o.target })
  return ev
}

// chord is the event of a binding on a PC.
function chord(binding: string): [string, KeyboardEventInit] {
  const parts = binding.split('+')
  return [parts.at(-1)!, { altKey: parts.includes('Alt'), ctrlKey: parts.includes('Mod'), shiftKey: parts.includes('Shift') }]
}

const PC = { mac: false }
const MAC = { mac: true }

describe('shortcuts', () => {
  it('go by the physical key, with Alt, and with Control+Option on a Mac', () => {
    expect(commandFor(press('KeyU', { altKey: true, key: 'ㄧ' }), PC)).toBe('urgent')
    expect(commandFor(press('KeyU', { altKey: true, ctrlKey: true }), MAC)).toBe('urgent')
    expect(commandFor(press('KeyU', { altKey: true }), MAC)).toBeNull()
  })

  it('leave AltGr, Meta and bare letters alone', () => {
    expect(commandFor(press('KeyQ', { altKey: true, ctrlKey: true }), PC)).toBeNull()
    expect(commandFor(press('KeyQ', { altKey: true, metaKey: true }), PC)).toBeNull()
    expect(commandFor(press('KeyQ'), PC)).toBeNull()
    expect(commandFor(press('KeyQ', { altKey: true, shiftKey: true }), PC)).toBeNull()
  })

  it('keep still while an input method composes, each of them, in every scope', () => {
    for (const s of SHORTCUTS) {
      const [first = '', second] = s.keys.split(' ')
      const [code, init] = chord(second ?? first)
      const o = { ...PC, ...(s.scope && { scope: s.scope }), ...(second && { first }) }
      expect(commandFor(press(code, init), o), s.command).toBe(s.command)
      expect(commandFor(press(code, { ...init, isComposing: true }), o), s.command).toBeNull()
      expect(commandFor(press(code, { ...init, keyCode: 229 }), o), s.command).toBeNull()
    }
  })

  it('take Ctrl+K, Command+K on a Mac, also while typing', () => {
    const box = document.createElement('textarea')
    expect(commandFor(press('KeyK', { ctrlKey: true, target: box }), PC)).toBe('palette')
    expect(commandFor(press('KeyK', { metaKey: true }), MAC)).toBe('palette')
    expect(commandFor(press('KeyK', { metaKey: true }), PC)).toBeNull()
    expect(commandFor(press('KeyK', { ctrlKey: true, shiftKey: true }), PC)).toBeNull()
    expect(commandFor(press('KeyK'), PC)).toBeNull()
  })

  it('without a modifier are text while typing, and can be switched off', () => {
    const box = document.createElement('textarea')
    for (const s of SHORTCUTS.filter((x) => isSingle(x.keys) && x.command !== 'escape')) {
      const [first = '', second] = s.keys.split(' ')
      const [code, init] = chord(second ?? first)
      const o = { ...PC, ...(s.scope && { scope: s.scope }), ...(second && { first }) }
      expect(commandFor(press(code, { ...init, target: box }), o), s.command).toBeNull()
      expect(commandFor(press(code, init), { ...o, singleKeys: false }), s.command).toBeNull()
    }
    expect(commandFor(press('Escape', { target: box }), { ...PC, singleKeys: false })).toBe('escape')
  })

  it('stand in each other’s way nowhere, and none is one that people cannot choose', () => {
    for (const s of SHORTCUTS) {
      expect(rivals(s.command, s.keys, {}), s.command).toEqual([])
      // The undo has the keys that undo has everywhere, and leaves them to the browser where there is nothing to take back.
      if (s.command !== 'escape' && s.command !== 'undo') expect(isReserved(s.keys), s.command).toBe(false)
    }
  })
})

describe("a person's own keys", () => {
  it('take the place of ours, and the way out stays', () => {
    const own = { urgent: 'Alt+KeyJ', help: '', escape: 'KeyQ' }
    expect(commandFor(press('KeyJ', { altKey: true }), { ...PC, own })).toBe('urgent')
    expect(commandFor(press('KeyU', { altKey: true }), { ...PC, own })).toBeNull()
    expect(commandFor(press('Slash', { shiftKey: true }), { ...PC, own })).toBeNull()
    expect(bindingOf('escape', own)).toBe('Escape')
  })

  it('are refused where the browser has them', () => {
    const reserved = ['Mod+KeyN', 'Mod+KeyT', 'Mod+KeyW', 'Mod+Tab', 'Mod+KeyC', 'Mod+Digit1', 'Alt+KeyD', 'Alt+KeyE', 'Alt+KeyF', 'Alt+F4', 'Alt+Tab', 'Alt+ArrowLeft', 'F5', 'F12', 'Tab', 'Enter', 'Space', 'Digit1', 'ArrowDown', 'Shift+Enter']
    for (const keys of reserved) expect(isReserved(keys), keys).toBe(true)
    for (const keys of ['Mod+KeyB', 'Alt+KeyZ', 'Alt+Digit3', 'KeyZ', 'Shift+KeyZ', 'F2', 'KeyG KeyZ', 'Slash']) expect(isReserved(keys), keys).toBe(false)
  })

  it('are told with whom they clash: the desk is heard everywhere, two scopes never at once', () => {
    expect(rivals('urgent', 'Alt+KeyQ', {})).toEqual(['close'])
    expect(rivals('urgent', 'KeyJ', {})).toEqual(['rowDown', 'messageDown'])
    expect(rivals('reviewBlind', 'KeyR', {})).toEqual(['reviewReplace'])
    expect(rivals('rowDown', 'KeyP', {})).toEqual([])
    expect(rivals('urgent', 'KeyG', {})).toContain('goInbox')
    expect(rivals('urgent', 'Alt+KeyQ', { close: 'Alt+KeyZ' })).toEqual([])
    expect(rivals('urgent', '', {})).toEqual([])
  })

  it('are written as on this machine', () => {
    expect([bindingName('Alt+KeyU', false), bindingName('Alt+KeyU', true), bindingName('Mod+KeyK', true), bindingName('Shift+Slash', false), bindingName('KeyG KeyI', false), bindingName('', false)])
      .toEqual(['Alt+U', '⌃⌥U', '⌘K', '?', 'G I', ''])
  })
})

describe('the keyboard of the shell', () => {
  let scope = effectScope()
  const heard: Command[] = []
  beforeEach(() => {
    freshDesk()
    heard.length = 0
    scope = effectScope()
    scope.run(() => {
      for (const c of ['goInbox', 'goComplaints', 'urgent', 'help'] as const) onCommand(c, () => !!heard.push(c))
      useShellKeys()
    })
  })
  afterEach(() => scope.stop())
  const type = (code: string, o: KeyboardEventInit = {}) => window.dispatchEvent(new KeyboardEvent('keydown', { code, bubbles: true, cancelable: true, ...o }))

  it('waits for the second key of a pair, which is nobody else’s then', () => {
    const taken = vi.fn((ev: Event) => ev.defaultPrevented)
    window.addEventListener('keydown', taken)
    type('KeyG')
    type('KeyC')
    type('KeyI')
    type('KeyG')
    type('KeyX')
    type('KeyI')
    window.removeEventListener('keydown', taken)
    expect(heard).toEqual(['goComplaints'])
    expect(taken.mock.results.map((r) => r.value)).toEqual([false, true, false, false, false, false])
  })

  it('lets a chord through between the two', () => {
    type('KeyG')
    type('KeyU', { altKey: true })
    type('KeyI')
    expect(heard).toEqual(['urgent'])
  })

  it('does nothing behind a dialog, and keeps what the browser would do', () => {
    document.body.innerHTML = '<div role="dialog"></div>'
    const taken = vi.fn((ev: Event) => ev.defaultPrevented)
    window.addEventListener('keydown', taken)
    type('KeyU', { altKey: true })
    type('KeyK', { ctrlKey: true })
    window.removeEventListener('keydown', taken)
    expect([heard, taken.mock.results.map((r) => r.value)]).toEqual([[], [false, true]])
    document.body.innerHTML = '<div role="dialog" class="picker"></div>'
    type('KeyU', { altKey: true })
    expect(heard).toEqual(['urgent'])
    document.body.innerHTML = ''
  })

  it('takes back with Escape what was asked for and has not come', () => {
    usePanels().palette = true
    type('Escape', { key: 'Escape' })
    expect(usePanels().palette).toBe(false)
  })

  it('hears no pair where single keys are switched off', () => {
    usePrefs().prefs.singleKeys = false
    type('KeyG')
    type('KeyI')
    expect(heard).toEqual([])
  })
})

describe('changing keys', () => {
  beforeEach(async () => {
    freshDesk()
    answerWith([[/preferences/, () => ({})]])
    await Promise.all([addTexts(keyTexts), addTexts(ownTexts)])
  })
  const open = () => mount(KeySettings, { global: { plugins: [i18n] } })

  it('takes what is pressed, tells what is taken, and goes back', async () => {
    const page = open()
    const button = page.find('[data-testid=bind-urgent]')
    const give = async (code: string, o: object = {}) => {
      await button.trigger('click')
      await button.trigger('keydown', { code, key: code, ...o })
    }
    await give('KeyJ', { altKey: true })
    expect(usePrefs().prefs.keys).toEqual({ urgent: 'Alt+KeyJ' })
    await give('KeyQ', { altKey: true })
    expect(page.find('[data-testid=key-problem]').text()).toContain('结束会话')
    await give('KeyT', { ctrlKey: true })
    expect(page.find('[data-testid=key-problem]').text()).toContain('Ctrl+T')
    expect(usePrefs().prefs.keys).toEqual({ urgent: 'Alt+KeyJ' })
    await give('KeyY', { altKey: true, isComposing: true })
    expect(usePrefs().prefs.keys).toEqual({ urgent: 'Alt+KeyJ' })
    await give('Backspace')
    expect(usePrefs().prefs.keys).toEqual({ urgent: '' })
    await button.trigger('click')
    await button.trigger('keydown', { code: 'KeyG', key: 'g' })
    await button.trigger('keydown', { code: 'KeyZ', key: 'z' })
    expect(usePrefs().prefs.keys).toEqual({ urgent: 'KeyG KeyZ' })
    await page.find('[data-testid=reset-keys]').trigger('click')
    expect(usePrefs().prefs.keys).toEqual({})
    await flushPromises()
  })
})
