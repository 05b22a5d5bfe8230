const shownFor = 6_000
const tellEvery = 3_000

interface Needs {
  now(): number
  /** Draws again: what is shown may have changed. */
  changed(): void
  tell(): void
}

/** Who is writing: what the desk says of itself, and how often it is told of the visitor. */
export class Typing {
  wanted = false // the desk wants to be told
  private until = 0
  private timer = 0
  private told = -tellEvery
  private readonly needs: Needs

  constructor(needs: Needs) {
    this.needs = needs
  }

  get shown(): boolean {
    return this.needs.now() < this.until
  }

  /** Somebody writes an answer. */
  heard(): void {
    this.until = this.needs.now() + shownFor
    clearTimeout(this.timer)
    this.timer = setTimeout(this.needs.changed, shownFor) as unknown as number
    this.needs.changed()
  }

  /** What was being written has come. */
  over(): void {
    clearTimeout(this.timer)
    this.until = 0
  }

  /** The visitor has changed the text; an empty one says nothing. */
  wrote(text: string): void {
    const now = this.needs.now()
    if (!this.wanted || !text.trim() || now - this.told < tellEvery) return
    this.told = now
    this.needs.tell()
  }
}
