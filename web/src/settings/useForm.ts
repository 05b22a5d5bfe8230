// What the forms share: the document that they edit, and the keys that stand in it only when they say something.

import { inject } from 'vue'
import { EDITING, type Editing, type Form } from './useDocument'

export function useForm(): Editing {
  return inject(EDITING)!
}

// put sets a key, or takes it away where it would say nothing.
export function put(on: Form, key: string, value: unknown): void {
  const nothing = value === undefined || value === '' || value === false || value === 0 || (Array.isArray(value) && !value.length)
  if (nothing) delete on[key]
  else on[key] = value
}

// items reads a list that people write with commas or line by line.
export const items = (text: string): string[] => text.split(/[\n,，、;；]/).map((s) => s.trim()).filter(Boolean)

// lines reads a list of which each stands on its own line.
export const lines = (text: string): string[] => text.split('\n').map((s) => s.trim()).filter(Boolean)
