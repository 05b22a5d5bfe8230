import { askedTime, backoff } from './backoff'
import { readFrame, type Cursor, type Incoming, type Outgoing } from './wire'

export type LinkState =
  | 'connecting'
  | 'live' // welcomed
  | 'waiting' // broken, the next try is set
  | 'elsewhere' // too many windows: this one stopped
  | 'identity' // the site's word for who sits here is not taken, or not any more: another one can help
  | 'refused' // the server does not understand us: only a new page can help

interface Needs {
  base: URL
  token(forget: string | null): Promise<string>
  hello(): { cursor: Cursor; lang: string; name?: string }
  onFrame(frame: Incoming): void
  onStrange(why: string): void
  onState(state: LinkState): void
}

const quietFor = 30_000 // then we ask
const answerWithin = 10_000 // then the line is dead, whatever the browser believes

/** The socket, again and again. It knows nothing of messages; it says what comes and how things stand. */
export class Link {
  state: LinkState = 'connecting'
  private socket: WebSocket | null = null
  private attempt = 0
  private timer = 0
  private watch = 0
  private token: string | null = null
  private forget: string | null = null
  private forgotten = false
  private readonly needs: Needs

  constructor(needs: Needs) {
    this.needs = needs
    addEventListener('online', () => this.now())
    addEventListener('offline', () => this.broken(0))
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState !== 'visible') return
      if (this.state === 'waiting') this.now()
      else this.probe()
    })
  }

  /** Tries at once, unless a try is under way. */
  now(): void {
    clearTimeout(this.timer)
    if (!this.socket && this.state !== 'refused') void this.open()
  }

  send(frame: Outgoing): void {
    if (this.state === 'live') this.socket?.send(JSON.stringify(frame))
  }

  /** There is a newer identity of the same person. */
  identify(token: string): void {
    if (this.state === 'live') this.send({ op: 'token', token })
    else this.now()
  }

  /** Gives the line up and tries again: an answer is overdue. */
  renew(): void {
    this.broken(0)
  }

  /** All that was missed is here: the next break starts with a short wait again. */
  settled(): void {
    this.attempt = 0
  }

  private set(state: LinkState): void {
    if (state === this.state) return
    this.state = state
    this.needs.onState(state)
  }

  private async open(): Promise<void> {
    this.set('connecting')
    const url = new URL('ws', this.needs.base)
    url.protocol = url.protocol.replace('http', 'ws')
    const socket = new WebSocket(url) // the token goes into the first frame: addresses end up in logs
    this.socket = socket
    const mine = () => this.socket === socket
    socket.onclose = (e) => mine() && this.closed(e)
    socket.onmessage = (e) => {
      if (!mine()) return
      this.listen()
      const frame = readFrame(e.data)
      if (frame?.op === 'welcome') this.set('live')
      if (frame) this.needs.onFrame(frame)
    }
    socket.onopen = async () => {
      try {
        this.token = await this.needs.token(this.forget)
        this.forget = null
        if (mine()) socket.send(JSON.stringify({ op: 'hello', token: this.token, ...this.needs.hello() } satisfies Outgoing))
      } catch {
        if (mine()) this.broken(0)
      }
    }
    this.timer = window.setTimeout(() => mine() && this.state === 'connecting' && this.broken(0), 20_000)
  }

  private closed(e: CloseEvent): void {
    if (e.code === 4501 && !this.forgotten) {
      this.forgotten = true // once: a server that knows none of its own tokens must not be asked for ever
      this.forget = this.token
      this.broken(0)
    } else if (e.code === 4505) {
      this.stop('identity')
      this.needs.onStrange(e.reason)
    } else if (e.code === 4504) this.stop('elsewhere')
    else if (e.code >= 4500 || e.code === 1009) this.stop('refused')
    else this.broken(askedTime(e.reason))
  }

  private stop(state: LinkState): void {
    this.drop()
    this.set(state)
  }

  private broken(askedFor: number): void {
    if (this.state === 'refused' || this.state === 'elsewhere' || this.state === 'identity') return
    this.drop()
    this.set('waiting')
    this.timer = window.setTimeout(() => void this.open(), backoff(this.attempt++, askedFor))
  }

  private drop(): void {
    clearTimeout(this.timer)
    clearTimeout(this.watch)
    const socket = this.socket
    this.socket = null
    socket?.close()
  }

  /** Every frame sets the watch anew. Timers of hidden tabs are late, never lost. */
  private listen(): void {
    clearTimeout(this.watch)
    this.watch = window.setTimeout(() => this.probe(), quietFor)
  }

  private probe(): void {
    if (this.state !== 'live') return
    this.send({ op: 'ping' })
    clearTimeout(this.watch)
    this.watch = window.setTimeout(() => this.broken(0), answerWithin)
  }
}
