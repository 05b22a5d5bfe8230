// A picture of a conversation, large, with those before and after it.

import { writerOf } from './lines'
import { picturesOf } from '@/files/pictures'
import { useViewer } from '@/stores/viewer'
import type { Message } from '@/api/types'

// lookAt opens the viewer at file n of a message (seq); customer is how the customer is called there.
export function lookAt(session: string, messages: readonly Message[], customer: string, seq: number, n: number): void {
  useViewer().open(picturesOf(session, messages, (m) => writerOf(m, customer)), seq, n)
}
