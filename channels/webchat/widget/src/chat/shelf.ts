/** A place for small texts. The browser's own if it lets us; otherwise one that is gone with the page. */
export interface Shelf {
  durable: boolean
  get(key: string): string | null
  set(key: string, value: string): void
  remove(key: string): void
  keys(): string[]
}

export const memoryShelf = (): Shelf => {
  const map = new Map<string, string>()
  return {
    durable: false,
    get: (key) => map.get(key) ?? null,
    set: (key, value) => void map.set(key, value),
    remove: (key) => void map.delete(key),
    keys: () => [...map.keys()],
  }
}

/** Browsers refuse storage in frames of other sites, in private windows, and when it is full: each of them throws. */
export const openShelf = (prefix: string): Shelf => {
  const spare = memoryShelf()
  try {
    const store = window.localStorage
    store.setItem(prefix, '')
    store.removeItem(prefix)
    return {
      durable: true,
      get: (key) => store.getItem(prefix + key) ?? spare.get(key),
      set: (key, value) => {
        try {
          store.setItem(prefix + key, value)
        } catch {
          spare.set(key, value)
        }
      },
      remove: (key) => {
        store.removeItem(prefix + key)
        spare.remove(key)
      },
      keys: () => [
        ...Object.keys(store).flatMap((k) => (k.startsWith(prefix) ? [k.slice(prefix.length)] : [])),
        ...spare.keys(),
      ],
    }
  } catch {
    return spare
  }
}

/** A part of a shelf: the keys that begin so. */
export const within = (shelf: Shelf, scope: string): Shelf => ({
  durable: shelf.durable,
  get: (key) => shelf.get(scope + key),
  set: (key, value) => shelf.set(scope + key, value),
  remove: (key) => shelf.remove(scope + key),
  keys: () => shelf.keys().flatMap((k) => (k.startsWith(scope) ? [k.slice(scope.length)] : [])),
})
