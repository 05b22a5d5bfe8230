// What the complaint register is told to begin with, from what is known of the session: a proposal that whoever hands it over corrects
// (RTE-01). The customer is quoted, never paraphrased.

import type { Message } from '@/api/types'

type Translate = (key: string, named: Record<string, unknown>) => string

const LONGEST = 400 // characters of a quotation

// saidLast is the newest text of the customer, as it reads now; empty when there is none, or it was taken back.
export function saidLast(messages: readonly Message[]): string {
  const theirs = messages.filter((m) => m.role === 'customer')
  for (const m of theirs.filter((x) => x.kind === 'text').reverse()) {
    const since = theirs.filter((x) => x.reply_to_seq === m.seq)
    if (since.some((x) => x.kind === 'delete')) continue
    const text = (since.findLast((x) => x.kind === 'edit') ?? m).text.trim()
    if (text) return text
  }
  return ''
}

// draftOf proposes the two fields; category and order are what people read, empty where nothing is known.
export function draftOf(t: Translate, category: string, order: string, messages: readonly Message[]): { nature: string; wanted: string } {
  const said = [...saidLast(messages)]
  const text = said.length > LONGEST ? said.slice(0, LONGEST).join('') + '…' : said.join('')
  return { nature: [category, order && t('case.order', { number: order })].filter(Boolean).join(' · '), wanted: text && t('case.said', { text }) }
}
