import { memoryShelf, within, type Shelf } from './shelf'

/** Whose a signed identity is, to keep one person's things on this browser from another's. Nothing is trusted to it: the server
 * reads the signature. '' = nobody's; null = what is there cannot be read, as the body of an error in its place: it says of nobody
 * that they came or went, and the server will not take it. */
export const personOf = (identity: string): string | null => {
  if (!identity) return ''
  try {
    const { sub } = JSON.parse(atob(identity.split('.')[1]!.replace(/-/g, '+').replace(/_/g, '/'))) as { sub?: unknown }
    if (typeof sub === 'string' && sub) return sub
  } catch {} // then it is none
  return null
}

/** Whether the site's newer word means another person than the one before it; what cannot be read means nobody else. */
export const isAnother = (identity: string, person: string | null): boolean => {
  const next = personOf(identity)
  return next !== null && next !== person
}

/** The identity as the server gets it. What has not even the shape of one, such as a page in its place, stays here, however long it
 * is: the server refuses the dots as it would refuse that. */
export const proofOf = (identity: string): string => {
  const token = identity.trim() // an answer's last line may end
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(token) ? token : '..'
}

/**
 * The shelf of who sits here now. Nothing of another person is left on the browser; and once somebody was signed in, what an
 * unverified visitor had before goes with the sign-out, too: who comes next begins anew. The language stays. Where nobody knows
 * who it is, all of it stays for who it belongs to, and what is written meanwhile is gone with the page.
 */
export const enter = (store: Shelf, person: string | null): { shelf: Shelf; scope: string } => {
  if (person === null) return { shelf: memoryShelf(), scope: '' }
  const was = store.get('who')
  const scope = person && `p:${person.length}:${person}:`
  for (const key of store.keys()) {
    if (key === 'lang' || (scope && key.startsWith(scope))) continue
    if (key.startsWith('p:') || (was !== null && was !== person)) store.remove(key)
  }
  if (!person) return { shelf: store, scope }
  store.set('who', person)
  return { shelf: within(store, scope), scope }
}
