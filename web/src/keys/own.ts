// The keys of whoever sits here.

import { bindingName } from './binding'
import { bindingOf, commandFor, type Command, type Scope } from './shortcuts'
import { usePrefs } from '@/stores/prefs'

// keyName is how the keys of a command are written here; empty when it has none.
export function keyName(command: Command): string {
  return bindingName(bindingOf(command, usePrefs().prefs.keys))
}

// withKey is a name with its keys behind it, as tooltips show them.
export function withKey(name: string, command: Command): string {
  return [name, keyName(command)].filter(Boolean).join(' · ')
}

// heard names the command of a key press for whoever sits here. What somebody else has taken is no news.
export function heard(ev: KeyboardEvent, scope: Scope = 'desk', first = ''): Command | null {
  if (ev.defaultPrevented) return null
  const { keys, singleKeys } = usePrefs().prefs
  return commandFor(ev, { scope, own: keys, singleKeys, first })
}
