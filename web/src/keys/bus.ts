// Hands a command to whoever can serve it just now: the newest listener that says it did (true) is the last one asked.

import { onScopeDispose } from 'vue'
import type { Command } from './shortcuts'

type Handler = () => boolean

const handlers = new Map<Command, Handler[]>()

// onCommand listens for as long as the component lives.
export function onCommand(command: Command, handler: Handler): void {
  const all = handlers.get(command) ?? []
  handlers.set(command, all)
  all.push(handler)
  onScopeDispose(() => all.splice(all.indexOf(handler), 1))
}

export function dispatch(command: Command): boolean {
  return [...(handlers.get(command) ?? [])].reverse().some((handler) => handler())
}
