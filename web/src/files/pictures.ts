// The pictures of a conversation, in order, and where files are fetched from. Pure.

import type { Message, MessageFile } from '@/api/types'

export interface Picture {
  seq: number
  n: number
  src: string
  name: string
  by: string // who sent it
  at: number
  width: number // 0 = not known
  height: number
}

export const fileURL = (session: string, seq: number, n: number): string =>
  `/api/v1/sessions/${encodeURIComponent(session)}/messages/${seq}/files/${n}`

export const thumbURL = (session: string, seq: number, n: number): string => fileURL(session, seq, n) + '/thumb'

// isShown says whether every browser can show a picture of the MIME type.
export const isShown = (type: string): boolean => /^image\/(jpeg|png|gif|webp)$/.test(type)

// isPicture says whether a file is here and every browser can show it.
export const isPicture = (f: MessageFile): boolean => f.state === 'stored' && isShown(f.type)

export function picturesOf(session: string, messages: readonly Message[], nameOf: (m: Message) => string): Picture[] {
  return messages.flatMap((m) =>
    (m.files ?? []).flatMap((f, n) =>
      isPicture(f) ? [{ seq: m.seq, n, src: fileURL(session, m.seq, n), name: f.name, by: nameOf(m), at: m.at, width: f.width, height: f.height }] : [],
    ),
  )
}

const MOST_WIDE = 320
const MOST_HIGH = 280
const UNKNOWN = { width: 220, height: 160 }

// boxOf is the room that a picture gets in the conversation, before it is there: nothing moves when it comes.
export function boxOf(f: Pick<MessageFile, 'width' | 'height' | 'kind'>): { width: number; height: number } {
  if (f.width <= 0 || f.height <= 0) return UNKNOWN
  const most = f.kind === 'sticker' ? 0.5 : 1
  const scale = Math.min(1, (MOST_WIDE * most) / f.width, (MOST_HIGH * most) / f.height)
  // Long strips (receipts, whole chats) are cut to a box that can be hit; the viewer shows them whole.
  return { width: Math.max(96, Math.round(f.width * scale)), height: Math.max(72, Math.round(f.height * scale)) }
}
