// How a text and its files leave: one file goes with one message. Pure.

import type { Uploaded } from '@/api/uploads'

export interface Portion {
  text: string
  file?: Uploaded
}

// portions puts the text to the first file; where it is too long to go below one, the server lets it follow.
export function portions(text: string, files: readonly Uploaded[]): Portion[] {
  return files.length ? files.map((file, i) => ({ text: i === 0 ? text : '', file })) : [{ text }]
}
