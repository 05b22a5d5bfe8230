// localStorage that may be full, blocked or edited by hand: reading and writing never throw.

export function keep(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(value))
    return true
  } catch {
    return false
  }
}

export function recall<T>(key: string): T | null {
  try {
    const text = stored(key)
    return text === null ? null : (JSON.parse(text) as T)
  } catch {
    return null
  }
}

// stored is what lies there, letter by letter.
export function stored(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

export function forget(key: string): void {
  try {
    localStorage.removeItem(key)
  } catch {
    // Nothing was kept there either.
  }
}

export function keysUnder(prefix: string): string[] {
  try {
    return Object.keys(localStorage).filter((k) => k.startsWith(prefix))
  } catch {
    return []
  }
}
