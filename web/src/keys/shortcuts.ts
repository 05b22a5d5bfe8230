// Every shortcut, by physical key, so that an active input method or another layout changes nothing.

import { composing } from './ime'

export type Command =
  | 'urgent' | 'next' | 'previous' | 'note' | 'close' | 'transfer' | 'greeting' | 'escape' | 'help'

export interface Shortcut {
  command: Command
  code: string
  chord: boolean // Alt on Windows and Linux, Control+Option on a Mac (Option alone types letters there)
  key: string // as printed on the keyboard
  shift?: boolean
}

export const SHORTCUTS: readonly Shortcut[] = [
  { command: 'urgent', code: 'KeyU', chord: true, key: 'U' },
  { command: 'next', code: 'ArrowDown', chord: true, key: '↓' },
  { command: 'previous', code: 'ArrowUp', chord: true, key: '↑' },
  { command: 'note', code: 'KeyX', chord: true, key: 'X' },
  { command: 'close', code: 'KeyQ', chord: true, key: 'Q' },
  { command: 'transfer', code: 'KeyW', chord: true, key: 'W' },
  { command: 'greeting', code: 'KeyG', chord: true, key: 'G' },
  { command: 'escape', code: 'Escape', chord: false, key: 'Esc' },
  { command: 'help', code: 'Slash', chord: false, key: '?', shift: true },
]

export const isMac = /Mac|iPhone|iPad/.test(navigator.platform)

export function chordName(key: string): string {
  return (isMac ? '⌃⌥' : 'Alt+') + key
}

// commandFor names the command of a key press, or null. Single keys are ignored while something is typed into.
export function commandFor(ev: KeyboardEvent, mac = isMac, singleKeys = true): Command | null {
  if (composing(ev) || ev.metaKey) return null
  const chord = mac ? ev.altKey && ev.ctrlKey : ev.altKey && !ev.ctrlKey
  const bare = !ev.altKey && !ev.ctrlKey
  for (const s of SHORTCUTS) {
    if (s.code !== ev.code || (s.chord ? !chord : !bare) || ev.shiftKey !== !!s.shift) continue
    if (s.command === 'help' && (!singleKeys || isTyping(ev.target))) return null
    return s.command
  }
  return null
}

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}
