// What becomes of messages afterwards: customers answer, change, take back and react to them, agents correct and take back their
// own. Each such line says which message it is about; here they are brought together. Pure.

import { changed } from './changes'
import type { Message } from '@/api/types'

// Fate is what has become of one message.
export interface Fate {
  editedBy: number // seq of the newest line that says what it reads now; 0 = it was never changed
  takenBackAt: number // 0 = it was not
  signs: readonly { sign: string; at: number }[] // reactions that stand, in the order in which they came
}

export const UNTOUCHED: Fate = { editedBy: 0, takenBackAt: 0, signs: [] }

// touched says whether there is anything to tell: a reaction that was taken back leaves nothing.
export const touched = (f: Fate): boolean => f.editedBy > 0 || f.takenBackAt > 0 || f.signs.length > 0

export interface Bearings {
  target(m: Message): Message | null // what a line is about, where it is on the page
  fate(seq: number): Fate
  absorbed(m: Message): boolean // the line shows at the message that it is about, and not as one of its own
}

// What an agent took back shows at the reply once the network has done it; until then it is a line of its own, with its state.
const marks = (m: Message) => ['line:deleted', 'line:reacted', 'line:unreacted'].includes(m.purpose) || (m.purpose === 'recalled' && (m.delivery === '' || m.delivery === 'sent'))

export function bearingsOf(messages: readonly Message[]): Bearings {
  const bySeq = new Map<number, Message>()
  const byID = new Map<string, Message>()
  for (const m of messages) {
    bySeq.set(m.seq, m)
    if (m.external_id && !byID.has(m.external_id)) byID.set(m.external_id, m)
  }
  const target = (m: Message) => bySeq.get(m.reply_to_seq) ?? (changed(m) ? null : byID.get(m.reply_to)) ?? null

  const fates = new Map<number, Fate>()
  for (const m of messages) {
    const about = marks(m) || (m.kind === 'edit' && m.delivery !== 'failed') ? target(m) : null
    if (!about || about === m) continue
    fates.set(about.seq, suffer(fates.get(about.seq) ?? UNTOUCHED, m))
  }
  return { target, fate: (seq) => fates.get(seq) ?? UNTOUCHED, absorbed: (m) => marks(m) && target(m) !== null }
}

function suffer(fate: Fate, by: Message): Fate {
  if (by.purpose === 'line:deleted' || by.purpose === 'recalled') return { ...fate, takenBackAt: by.at }
  if (by.purpose === 'line:unreacted') return { ...fate, signs: fate.signs.filter((s) => s.sign !== by.text) }
  if (by.purpose !== 'line:reacted') return { ...fate, editedBy: by.seq }
  // A network that names signs tells of each as it is put and taken back; the others tell all that stand now.
  const others = /^:.+:$/.test(by.text) ? fate.signs.filter((s) => s.sign !== by.text) : []
  return { ...fate, signs: by.text ? [...others, { sign: by.text, at: by.at }] : [] }
}
