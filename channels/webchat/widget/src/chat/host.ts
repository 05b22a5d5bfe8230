import { toFrame, wrap, type FromFrame, type ToFrame } from '../shared/bridge'

/** The site around the frame. It speaks only with the origin that its loader named, and only if we allow that one. */
export class Host {
  readonly origin: string | null
  /** The loader says who sits here as soon as it is asked; one of an older release, which a browser may have kept, does not. */
  readonly tells: boolean

  constructor(allowed: readonly string[]) {
    const [, named = '', tells] = /^#?(.*?)(&?)$/.exec(decodeURIComponent(location.hash)) ?? []
    const ours = named === location.origin || allowed.includes(named)
    this.origin = window.parent !== window && ours ? named : null
    this.tells = this.embedded && tells === '&'
  }

  get embedded(): boolean {
    return this.origin !== null
  }

  send(message: FromFrame): void {
    if (this.origin) window.parent.postMessage(wrap(message), this.origin)
  }

  listen(on: (message: ToFrame) => void): void {
    addEventListener('message', (e) => {
      if (!this.origin || e.origin !== this.origin || e.source !== window.parent) return
      const message = toFrame(e.data)
      if (message) on(message)
    })
  }
}
