// Hands a command to whoever can serve it just now: the newest listener that says it did (true) is the last one asked.

import { getCurrentInstance, onScopeDispose, type ComponentInternalInstance } from 'vue'
import type { Command } from './shortcuts'

type Handler = () => boolean

interface Listener {
  act: Handler
  can: Handler
}

const listeners = new Map<Command, Listener[]>()

// onCommand listens for as long as the component lives, but for while it is kept alive off the screen. can says whether act
// would do something now, for those who list what can be done.
export function onCommand(command: Command, act: Handler, can: Handler = () => true): void {
  const all = listeners.get(command) ?? []
  listeners.set(command, all)
  const of = getCurrentInstance()
  const here = () => !away(of)
  const asked: Listener = { act: () => here() && act(), can: () => here() && can() }
  all.push(asked)
  onScopeDispose(() => all.splice(all.indexOf(asked), 1))
}

// away looks upwards as well: what is kept alive is a whole tree, and parts of it may be younger than its going.
function away(part: ComponentInternalInstance | null): boolean {
  for (let p = part; p; p = p.parent) if (p.isDeactivated) return true
  return false
}

export function dispatch(command: Command): boolean {
  return [...(listeners.get(command) ?? [])].reverse().some((l) => l.act())
}

// offered says whether somebody would serve the command now.
export function offered(command: Command): boolean {
  return (listeners.get(command) ?? []).some((l) => l.can())
}
