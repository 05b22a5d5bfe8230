import type { Shelf } from './shelf'
import { newID } from './outbox'

/**
 * Whose turn it is to send: of all tabs of a visitor one, so that no message goes out twice. It would be kept once
 * anyway; this saves the second sending. A tab asks when its line stands and gives back when it breaks.
 */
export interface Turn {
  mine(): boolean
  want(): void
  release(): void
  steal(): void // from a tab that sleeps on it
}

export const newTurn = (name: string, shelf: Shelf, onChange: () => void): Turn => {
  const lease = () => leaseTurn(shelf, onChange)
  const denied = () => {
    turn = lease() // a frame without storage has no locks either
    turn.want()
  }
  let turn = navigator.locks ? lockTurn(name, onChange, denied) : lease()
  return { mine: () => turn.mine(), want: () => turn.want(), release: () => turn.release(), steal: () => turn.steal() }
}

const lockTurn = (name: string, onChange: () => void, denied: () => void): Turn => {
  let held: (() => void) | null = null
  let asking: AbortController | null = null
  const ask = (options: LockOptions) => {
    let release: () => void = () => {}
    const until = new Promise<void>((done) => (release = done))
    navigator.locks
      .request(name, options, () => {
        asking = null
        held = release
        onChange()
        return until
      })
      .catch((e: unknown) => {
        if ((e as DOMException).name === 'SecurityError') denied() // else given up, or stolen by another tab
      })
      .finally(() => {
        if (held !== release) return
        held = null
        onChange()
      })
  }
  return {
    mine: () => held !== null,
    want: () => {
      if (held || asking) return
      asking = new AbortController()
      ask({ signal: asking.signal })
    },
    release: () => {
      asking?.abort()
      asking = null
      held?.()
      held = null
    },
    steal: () => {
      if (held) return
      asking?.abort()
      asking = null
      ask({ steal: true })
    },
  }
}

const leaseFor = 4_000

/** Without locks (no TLS, old browsers): a lease in the storage. Two tabs may hold it for a moment; that costs a frame. */
export const leaseTurn = (shelf: Shelf, onChange: () => void, now: () => number = Date.now): Turn => {
  const me = newID()
  let timer = 0
  let have = false
  const holder = () => {
    const [who, until] = (shelf.get('turn') ?? '').split(' ')
    return Number(until) > now() ? who : ''
  }
  const take = () => shelf.set('turn', `${me} ${now() + leaseFor}`)
  const tick = () => {
    const who = holder()
    if (!who || who === me) take()
    const has = holder() === me
    if (has !== have) {
      have = has
      onChange()
    }
  }
  const want = () => {
    if (timer) return
    timer = window.setInterval(tick, leaseFor / 3)
    tick()
  }
  return {
    mine: () => have && holder() === me,
    want,
    release: () => {
      clearInterval(timer)
      timer = 0
      have = false
      if (holder() === me) shelf.remove('turn')
    },
    steal: () => {
      take()
      want()
      tick()
    },
  }
}
