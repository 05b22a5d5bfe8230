// A whole transcript with its marks, for who reads it from one end to the other.

import * as desk from '@/api/desk'
import { call } from '@/api/http'
import type { Marked, Message } from '@/api/types'

const PAGE = 200
const MOST = 500 // more is not put on one page; the older ones are fetched when asked for

export interface Whole {
  session: string
  messages: Message[]
  hasOlder: boolean
  marked: Marked
}

export const marksOf = (session: string, agent = ''): Promise<Marked> =>
  call<Marked>('GET', `/sessions/${encodeURIComponent(session)}/marks${agent ? '?agent=' + encodeURIComponent(agent) : ''}`)

export async function older(session: string, before: number, most = MOST): Promise<{ messages: Message[]; hasOlder: boolean }> {
  let messages: Message[] = []
  for (;;) {
    const page = (await desk.messages(session, before, PAGE)).messages ?? []
    messages = [...page, ...messages]
    if (page.length < PAGE) return { messages, hasOlder: false }
    if (messages.length >= most) return { messages, hasOlder: true }
    before = page[0]!.seq
  }
}

export async function whole(session: string, agent = ''): Promise<Whole> {
  const [lines, marked] = await Promise.all([older(session, 0), marksOf(session, agent)])
  return { session, ...lines, marked }
}

