import type { Cursor } from './wire'

const lookedAtFor = 1_000

interface Needs {
  /** The newest words of ours stand before the visitor's eyes now. */
  looking(): boolean
  /** False where it could not be said. */
  tell(place: Cursor): boolean
}

/** How far the visitor has read, for the desk: what was looked at for a second, only forwards, and each place once a socket. */
export class Reading {
  private wanted = false // the desk wants to be told
  private told: Cursor = { o: 0, v: 0 }
  private place: Cursor = { o: 0, v: 0 }
  private timer = 0
  private readonly needs: Needs

  constructor(needs: Needs) {
    this.needs = needs
  }

  /** A socket begins: whether what was said on the last one was heard, nobody knows. */
  begins(wanted = false): void {
    this.wanted = wanted
    this.told = { o: 0, v: 0 }
  }

  /** The words at the place are before the visitor's eyes. */
  saw(place: Cursor): void {
    this.place = place
    if (!this.wanted || this.timer || !this.ahead) return
    this.timer = setTimeout(() => {
      this.timer = 0
      if (this.ahead && this.needs.looking() && this.needs.tell(this.place)) this.told = this.place
    }, lookedAtFor) as unknown as number
  }

  private get ahead(): boolean {
    const { place, told } = this
    return place.o > told.o || (place.o === told.o && place.v > told.v)
  }
}
