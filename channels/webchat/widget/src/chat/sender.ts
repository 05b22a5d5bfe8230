import { backoff } from './backoff'
import type { Outbox, Waiting } from './outbox'
import type { Turn } from './turn'
import type { Outgoing } from './wire'

interface Needs {
  outbox: Outbox
  turn: Turn
  live(): boolean
  visible(): boolean
  send(frame: Outgoing): void
  about(): { name?: string; consent?: number } // who says it
  renew(): void // the line gives no answers: try another
}

const window_ = 8 // messages on their way at once; the server answers them in order
const answerWithin = 15_000
const stealAfter = 3_000

/**
 * Sends what waits, oldest first. A refusal with a time holds everything back until then; the server does the same, so
 * nothing overtakes. Nothing leaves the outbox before the server has said that it keeps it.
 */
export class Sender {
  /** The code of the refusal that holds things back now, or ''. */
  held = ''
  private onWay = new Set<string>()
  private refusals = 0
  private pause = 0
  private overdue = 0
  private thief = 0
  private readonly needs: Needs

  constructor(needs: Needs) {
    this.needs = needs
  }

  pump(): void {
    const { outbox, turn } = this.needs
    const all = outbox.all().filter((m) => !m.failed)
    if (!this.needs.live() || this.pause || all.length === 0) return
    if (!turn.mine()) {
      turn.want()
      this.thief ||= setTimeout(() => this.steal(), stealAfter) as unknown as number
      return
    }
    for (const m of all) {
      if (this.onWay.size >= window_) break
      if (this.onWay.has(m.id)) continue
      this.onWay.add(m.id)
      this.needs.send({ op: 'say', client_id: m.id, text: m.text, ...(m.files ? { files: m.files.map((f) => f.id) } : {}), at: m.at, lang: m.lang, ...(m.survey ? { survey: m.survey } : {}), ...this.needs.about() })
      this.expect()
    }
  }

  /** The server keeps it. Gives the message back if it was still here. */
  kept(id: string): Waiting | undefined {
    this.onWay.delete(id)
    this.refusals = 0
    this.held = ''
    const m = this.needs.outbox.remove(id)
    this.expect()
    this.pump()
    return m
  }

  refused(id: string, code: string, retryAfter: number, onResume: () => void): void {
    if (retryAfter <= 0) {
      this.onWay.delete(id)
      this.needs.outbox.fail(id, code)
      this.pump()
      return
    }
    this.onWay.clear()
    this.expect()
    if (code === 'behind' && this.pause) return // the one before it has set the time
    this.held = code
    clearTimeout(this.pause)
    this.pause = setTimeout(
      () => {
        this.pause = 0
        this.pump()
        onResume()
      },
      backoff(this.refusals++, retryAfter),
    ) as unknown as number
  }

  /** The line broke: what was on its way has no answer and goes again on the next one. */
  broken(): void {
    this.onWay.clear()
    for (const t of [this.pause, this.overdue, this.thief]) clearTimeout(t)
    this.pause = this.overdue = this.thief = 0
    this.held = ''
  }

  private expect(): void {
    clearTimeout(this.overdue)
    this.overdue = 0
    if (this.onWay.size > 0) this.overdue = setTimeout(() => this.needs.renew(), answerWithin) as unknown as number
  }

  /** A tab in the background may sleep on its turn; the one before the visitor's eyes goes first. */
  private steal(): void {
    this.thief = 0
    const waits = this.needs.outbox.all().some((m) => !m.failed)
    if (waits && this.needs.live() && !this.needs.turn.mine() && this.needs.visible()) this.needs.turn.steal()
  }
}
