// Who the customers of the sessions are that were looked at. It is read when a session is opened, and again whenever the server says that
// something about the customer has changed.

import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import { contactOf, type Contact } from '@/api/contact'
import { Problem } from '@/api/http'

const KEPT = 200

export const useContacts = defineStore('contacts', () => {
  const known = shallowReactive(new Map<string, Contact>())
  const turns = shallowReactive(new Map<string, number>()) // how often each was told to have changed

  let sitting = 0 // an answer that comes when somebody else sits here is not for them

  async function load(session: string): Promise<void> {
    const mine = sitting
    try {
      const contact = await contactOf(session)
      if (mine === sitting) put(session, contact)
    } catch (e) {
      // Who else the customer is, is an extra of the inbox: without it the work goes on. Who may not see it any more, does not.
      if (!(e instanceof Problem)) throw e
      if (mine === sitting && (e.status === 403 || e.status === 404)) known.delete(session)
    }
  }

  function put(session: string, contact: Contact): void {
    if (known.size >= KEPT) known.clear()
    known.set(session, contact)
  }

  // changed takes over what a command has made of it.
  function changed(session: string, contact: Contact): void {
    put(session, contact)
    turns.set(session, turn(session) + 1)
  }

  // heard takes the server's word that a session's customer has changed.
  function heard(session: string): void {
    turns.set(session, turn(session) + 1)
    if (known.has(session)) void load(session)
  }

  // missed makes everything be read again that is shown: the line was lost meanwhile.
  function missed(shown: string): void {
    for (const id of [...known.keys()]) if (id !== shown) known.delete(id)
    if (shown) heard(shown)
  }

  // turn changes with what is known of a session's customer.
  const turn = (session: string): number => turns.get(session) ?? 0

  function clear(): void {
    sitting++
    known.clear()
    turns.clear()
  }

  return { known, load, changed, heard, missed, turn, clear }
})
