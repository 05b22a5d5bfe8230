import { describe, expect, it } from 'vitest'
import { commandFor, SHORTCUTS } from '@/keys/shortcuts'

function press(code: string, o: KeyboardEventInit & { keyCode?: number; target?: HTMLElement } = {}): KeyboardEvent {
  const ev = new KeyboardEvent('keydown', { code, ...o })
  if (o.keyCode !== undefined) Object.defineProperty(ev, 'keyCode', { value: o.keyCode })
  if (o.target) Object.defineProperty(ev, 'target', { value: o.target })
  return ev
}

describe('shortcuts', () => {
  it('go by the physical key, with Alt, and with Control+Option on a Mac', () => {
    expect(commandFor(press('KeyU', { altKey: true, key: 'ㄧ' }), false)).toBe('urgent')
    expect(commandFor(press('KeyU', { altKey: true, ctrlKey: true }), true)).toBe('urgent')
    expect(commandFor(press('KeyU', { altKey: true }), true)).toBeNull()
  })

  it('leave AltGr, Meta and bare letters alone', () => {
    expect(commandFor(press('KeyQ', { altKey: true, ctrlKey: true }), false)).toBeNull()
    expect(commandFor(press('KeyQ', { altKey: true, metaKey: true }), false)).toBeNull()
    expect(commandFor(press('KeyQ'), false)).toBeNull()
    expect(commandFor(press('KeyQ', { altKey: true, shiftKey: true }), false)).toBeNull()
  })

  it('keep still while an input method composes', () => {
    for (const s of SHORTCUTS) {
      const init = { altKey: s.chord, shiftKey: !!s.shift }
      expect(commandFor(press(s.code, init), false)).toBe(s.command)
      expect(commandFor(press(s.code, { ...init, isComposing: true }), false)).toBeNull()
      expect(commandFor(press(s.code, { ...init, keyCode: 229 }), false)).toBeNull()
    }
  })

  it('a question mark is text while typing, and can be switched off', () => {
    const box = document.createElement('textarea')
    expect(commandFor(press('Slash', { shiftKey: true, target: box }), false)).toBeNull()
    expect(commandFor(press('Slash', { shiftKey: true }), false, false)).toBeNull()
    expect(commandFor(press('Escape', { target: box }), false, false)).toBe('escape')
  })
})
