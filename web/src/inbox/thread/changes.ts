// Whether who reads here may correct or take back a message, and why not. The server decides; this greys out what it would refuse. Pure.

import type { Detail, Message } from '@/api/types'

// What can be done with one's own reply: an empty word, or the code of why not.
export interface Offer {
  edit: string
  recall: string
}

export const changed = (m: Message): boolean => m.purpose === 'edited' || m.purpose === 'recalled'

const stands = (m: Message) => m.delivery === '' || m.delivery === 'sent'

// offersOf gives what can be done with the replies of a person, by seq; nothing for everything else.
export function offersOf(messages: readonly Message[], me: string, detail: Detail | null | undefined, now: number): Map<number, Offer> {
  const out = new Map<number, Offer>()
  if (!detail || detail.capabilities.by_hand) return out
  const can = detail.capabilities
  const gone = new Set(messages.filter((m) => m.purpose === 'recalled' && m.delivery !== 'failed').map((m) => m.reply_to_seq))
  messages.forEach((m, i) => {
    if (m.role !== 'agent' || m.purpose !== 'reply' || m.author?.id !== me || gone.has(m.seq)) return
    const next = messages[i + 1]
    const parts = !m.client_id || (next?.purpose === 'reply' && !next.client_id)
    const fixed = !detail.may_change ? 'change_off' : m.seq <= (detail.fixed ?? 0) ? 'closed_since' : ''
    const early = !stands(m) || (!m.external_id && !can.knows_ours) ? 'not_sent' : ''
    const file = m.files?.length > 0 && !can.changes_files
    const old = can.recall_within_ms && now - m.at >= can.recall_within_ms ? 'too_old' : ''
    out.set(m.seq, {
      edit: fixed || (!can.edits || file ? 'no_edits' : '') || early || (parts ? 'split' : ''),
      recall: fixed || (!can.recalls || file ? 'no_recalls' : '') || early || old,
    })
  })
  return out
}

// saysNow is what a reply says after its corrections.
export function saysNow(messages: readonly Message[], m: Message): string {
  return messages.findLast((x) => x.purpose === 'edited' && x.reply_to_seq === m.seq && x.delivery !== 'failed')?.text ?? m.text
}
