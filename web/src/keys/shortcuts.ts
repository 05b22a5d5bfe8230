// Every shortcut, by physical key, so that an active input method or another layout changes nothing; and what a key press
// means, with a person's own keys in the place of ours.

import { isMac, isSingle, pressed } from './binding'
import { composing } from './ime'

const ROWS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const

// Where a shortcut is heard: on the whole desk, in a list that has the focus, in a review.
export type Scope = 'desk' | 'list' | 'review'

const TABLE = [
  { command: 'palette', group: 'anywhere', keys: 'Mod+KeyK' },
  { command: 'search', group: 'anywhere', keys: 'Alt+KeyK' },
  { command: 'urgent', group: 'anywhere', keys: 'Alt+KeyU' },
  { command: 'next', group: 'anywhere', keys: 'Alt+ArrowDown' },
  { command: 'previous', group: 'anywhere', keys: 'Alt+ArrowUp' },
  ...ROWS.map((n) => ({ command: `row${n}` as const, group: 'anywhere' as const, keys: `Alt+Digit${n}` })),
  { command: 'intake', group: 'anywhere', keys: 'Alt+KeyR' },
  { command: 'help', group: 'anywhere', keys: 'Shift+Slash' },
  { command: 'escape', group: 'anywhere', keys: 'Escape' },
  { command: 'goInbox', group: 'go', keys: 'KeyG KeyI' },
  { command: 'goLive', group: 'go', keys: 'KeyG KeyL' },
  { command: 'goComplaints', group: 'go', keys: 'KeyG KeyC' },
  { command: 'goQuality', group: 'go', keys: 'KeyG KeyQ' },
  { command: 'goRatings', group: 'go', keys: 'KeyG KeyR' },
  { command: 'goOwn', group: 'go', keys: 'KeyG KeyM' },
  { command: 'goSettings', group: 'go', keys: 'KeyG KeyS' },
  { command: 'rowDown', group: 'list', keys: 'KeyJ', scope: 'list' },
  { command: 'rowUp', group: 'list', keys: 'KeyK', scope: 'list' },
  { command: 'filter', group: 'list', keys: 'Slash', scope: 'list' },
  { command: 'pick', group: 'list', keys: 'KeyX', scope: 'list' },
  { command: 'pickTo', group: 'list', keys: 'Shift+KeyX', scope: 'list' },
  { command: 'pickAll', group: 'list', keys: 'Shift+KeyA', scope: 'list' },
  { command: 'bulk', group: 'list', keys: 'KeyB', scope: 'list' },
  { command: 'scripts', group: 'composer', keys: 'Alt+KeyS' },
  { command: 'greeting', group: 'composer', keys: 'Alt+KeyG' },
  { command: 'quote', group: 'composer', keys: 'Alt+KeyI' },
  { command: 'note', group: 'composer', keys: 'Alt+KeyX' },
  { command: 'noReply', group: 'session', keys: 'Alt+KeyO' },
  { command: 'star', group: 'session', keys: 'Alt+KeyM' },
  { command: 'close', group: 'session', keys: 'Alt+KeyQ' },
  { command: 'undo', group: 'session', keys: 'Mod+KeyZ' },
  { command: 'reopen', group: 'session', keys: 'Alt+KeyZ' },
  { command: 'transfer', group: 'session', keys: 'Alt+KeyW' },
  { command: 'complaint', group: 'session', keys: 'Alt+KeyA' },
  { command: 'promise', group: 'session', keys: 'Alt+KeyP' },
  { command: 'ask', group: 'session', keys: 'Alt+KeyH' },
  { command: 'accept', group: 'session', keys: 'Alt+KeyY' },
  { command: 'decline', group: 'session', keys: 'Alt+KeyN' },
  { command: 'reviewPass', group: 'review', keys: 'KeyP', scope: 'review' },
  { command: 'reviewFail', group: 'review', keys: 'KeyF', scope: 'review' },
  { command: 'reviewNone', group: 'review', keys: 'KeyN', scope: 'review' },
  { command: 'reviewRest', group: 'review', keys: 'Shift+KeyP', scope: 'review' },
  { command: 'messageDown', group: 'review', keys: 'KeyJ', scope: 'review' },
  { command: 'messageUp', group: 'review', keys: 'KeyK', scope: 'review' },
  { command: 'markNext', group: 'review', keys: 'BracketRight', scope: 'review' },
  { command: 'markPrevious', group: 'review', keys: 'BracketLeft', scope: 'review' },
  { command: 'reviewReplace', group: 'review', keys: 'KeyR', scope: 'review' },
  { command: 'reviewBlind', group: 'review', keys: 'KeyB', scope: 'review' },
] as const

export type Command = (typeof TABLE)[number]['command']

export interface Shortcut {
  command: Command
  group: 'anywhere' | 'go' | 'list' | 'composer' | 'session' | 'review'
  keys: string // as it is unless a person chose others
  scope?: Scope // left out: desk
}

export const SHORTCUTS: readonly Shortcut[] = TABLE
export const GROUPS = ['anywhere', 'go', 'list', 'composer', 'session', 'review'] as const

// OwnKeys are what a person chose instead, an empty text for none.
export type OwnKeys = Readonly<Partial<Record<Command, string>>>

// bindingOf are the keys of a command. The way out of everything is the same for all.
export function bindingOf(command: Command, own: OwnKeys): string {
  const ours = SHORTCUTS.find((s) => s.command === command)!.keys
  return command === 'escape' ? ours : (own[command] ?? ours)
}

export interface Reading {
  scope?: Scope
  mac?: boolean
  singleKeys?: boolean // they are switched on
  own?: OwnKeys
  first?: string // the key before this one, where two follow each other
}

// commandFor names the command of a key press, or null. Single keys are ignored while something is typed into, and all of
// them while an input method composes.
export function commandFor(ev: KeyboardEvent, o: Reading = {}): Command | null {
  const { scope = 'desk', mac = isMac, singleKeys = true, own = {}, first = '' } = o
  if (composing(ev)) return null
  const binding = pressed(ev, mac)
  if (!binding) return null
  if (binding === 'Escape') return scope === 'desk' ? 'escape' : null
  if (isSingle(binding) && (!singleKeys || isTyping(ev.target))) return null
  const keys = first ? `${first} ${binding}` : binding
  return SHORTCUTS.find((s) => (s.scope ?? 'desk') === scope && bindingOf(s.command, own) === keys)?.command ?? null
}

// opensPair says whether the key begins a pair.
export function opensPair(binding: string, own: OwnKeys): boolean {
  return SHORTCUTS.some((s) => bindingOf(s.command, own).startsWith(binding + ' '))
}

// rivals are the commands that would have the same keys at the same time: those of the desk are heard everywhere.
export function rivals(command: Command, binding: string, own: OwnKeys): Command[] {
  if (!binding) return []
  const scope = SHORTCUTS.find((s) => s.command === command)?.scope
  const clash = (other: string) => other === binding || other.startsWith(binding + ' ') || binding.startsWith(other + ' ')
  return SHORTCUTS.filter((s) => s.command !== command && (!s.scope || !scope || s.scope === scope))
    .filter((s) => bindingOf(s.command, own) && clash(bindingOf(s.command, own)))
    .map((s) => s.command)
}

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}
