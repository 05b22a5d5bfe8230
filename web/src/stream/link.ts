// One websocket that comes back by itself. It knows nothing of what the frames mean.

import { delayFor } from './backoff'
import { judgeClose, type CloseVerdict } from './closing'
import { parseFrame, type ClientFrame, type ServerFrame } from './frames'

export interface Socket {
  readyState: number
  send(data: string): void
  close(code?: number): void
  onopen: ((ev: Event) => void) | null
  onmessage: ((ev: MessageEvent) => void) | null
  onclose: ((ev: CloseEvent) => void) | null
}

export interface LinkEvents {
  opened(): void
  frame(frame: ServerFrame): void
  // The line is gone. With verdict.again the link is already coming back.
  lost(verdict: CloseVerdict): void
}

export interface LinkOptions {
  open: () => Socket
  random?: () => number
}

// The server pings every 20 s. Silence for more than twice that means a dead line that nobody told us about.
const SILENCE_MS = 45_000
const OPEN = 1

export class Link {
  private socket: Socket | null = null
  private attempt = 0
  private retry: ReturnType<typeof setTimeout> | undefined
  private watchdog: ReturnType<typeof setTimeout> | undefined
  private stopped = true

  constructor(
    private readonly events: LinkEvents,
    private readonly options: LinkOptions,
  ) {}

  start(): void {
    this.stopped = false
    this.connect()
  }

  stop(): void {
    this.stopped = true
    clearTimeout(this.retry)
    this.drop()
  }

  // send reports whether the frame was handed to an open socket.
  send(frame: ClientFrame): boolean {
    if (this.socket?.readyState !== OPEN) return false
    this.socket.send(JSON.stringify(frame))
    return true
  }

  // hurry tries at once instead of sitting out the back-off: the network came back, or the tab was looked at again.
  hurry(): void {
    if (this.stopped || this.socket) return
    clearTimeout(this.retry)
    this.connect()
  }

  private connect(): void {
    clearTimeout(this.retry)
    const socket = this.options.open()
    this.socket = socket
    this.feedWatchdog()
    socket.onopen = () => {
      this.feedWatchdog()
      this.events.opened()
    }
    socket.onmessage = (ev) => {
      this.feedWatchdog()
      const frame = parseFrame(String(ev.data))
      if (!frame) return
      // Only a server that says welcome has really taken us; then the back-off starts afresh.
      if (frame.op === 'welcome') this.attempt = 0
      this.events.frame(frame)
    }
    socket.onclose = (ev) => this.closed(socket, ev.code, ev.reason)
  }

  private closed(socket: Socket, code: number, reason: string): void {
    if (this.socket !== socket) return
    this.drop()
    const verdict = judgeClose(code, reason)
    if (!verdict.again) this.stopped = true // neither a timer nor a look at the tab brings it back: only start does
    if (verdict.again && !this.stopped) {
      const usual = delayFor(this.attempt++, (this.options.random ?? Math.random)())
      this.retry = setTimeout(() => this.connect(), Math.max(usual, verdict.afterMs))
    }
    this.events.lost(verdict)
  }

  private drop(): void {
    clearTimeout(this.watchdog)
    const socket = this.socket
    this.socket = null
    if (!socket) return
    socket.onopen = socket.onmessage = socket.onclose = null
    socket.close()
  }

  private feedWatchdog(): void {
    clearTimeout(this.watchdog)
    this.watchdog = setTimeout(() => {
      if (this.socket) this.closed(this.socket, 1006, '')
    }, SILENCE_MS)
  }
}
