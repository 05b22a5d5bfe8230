import type { Shelf } from './shelf'

/** The visitor's token: kept on the shelf, made by the server when there is none. Two tabs make one between them. */
export const tokenSource = (base: URL, shelf: Shelf, lockName: string) => {
  const get = async (forget: string | null): Promise<string> => {
    const known = shelf.get('token')
    if (known && known !== forget) return known
    const answer = await fetch(new URL('visitor', base), { method: 'POST', cache: 'no-store' })
    if (!answer.ok) throw new Error(`visitor: ${answer.status}`)
    const { token } = (await answer.json()) as { token?: unknown }
    if (typeof token !== 'string') throw new Error('visitor: no token')
    shelf.set('token', token)
    return token
  }
  return async (forget: string | null): Promise<string> => {
    let asked = false
    try {
      if (navigator.locks)
        return (await navigator.locks.request(lockName, () => {
          asked = true
          return get(forget)
        })) as string
    } catch (e) {
      if (asked) throw e
    }
    return get(forget) // no locks, or none for a frame without storage
  }
}
