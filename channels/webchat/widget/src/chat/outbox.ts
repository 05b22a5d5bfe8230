import type { Shelf } from './shelf'
import type { Uploaded } from './upload'
import type { Survey } from './wire'

/** A message that the server has not kept yet. Its id is made once: however often it is sent, it is kept once. */
export interface Waiting {
  key: string
  id: string
  text: string
  lang: string
  at: number
  files?: Uploaded[]
  survey?: Survey
  failed?: string // the code of a refusal for good
}

const prefix = 'q:'

export const newID = (): string => {
  const b = crypto.getRandomValues(new Uint8Array(16)) // randomUUID is missing where there is no TLS
  b[6] = (b[6]! & 0x0f) | 0x40
  b[8] = (b[8]! & 0x3f) | 0x80
  const hex = Array.from(b, (x) => x.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/**
 * The messages that wait, one key for each, so that two tabs can put in and take out without reading over each other's
 * writing. Keys sort by the time of writing, which is the order of sending.
 */
export class Outbox {
  private last = 0
  private readonly shelf: Shelf
  private readonly now: () => number

  constructor(shelf: Shelf, now: () => number = Date.now) {
    this.shelf = shelf
    this.now = now
  }

  add(text: string, lang: string, files: Uploaded[] = [], survey?: Survey): Waiting {
    const at = this.now()
    this.last = Math.max(at, this.last + 1) // two in one millisecond, or a clock set back
    const id = newID()
    const m = { key: `${prefix}${String(this.last).padStart(15, '0')}:${id}`, id, text, lang, at, ...(files.length ? { files } : {}), ...(survey ? { survey } : {}) }
    this.write(m)
    return m
  }

  all(): Waiting[] {
    return this.shelf
      .keys()
      .filter((k) => k.startsWith(prefix))
      .sort()
      .flatMap((key) => {
        const m = read(key, this.shelf.get(key))
        if (m) this.last = Math.max(this.last, Number(key.slice(prefix.length, prefix.length + 15)))
        return m ? [m] : []
      })
  }

  find(id: string): Waiting | undefined {
    return this.all().find((m) => m.id === id)
  }

  remove(id: string): Waiting | undefined {
    const m = this.find(id)
    if (m) this.shelf.remove(m.key)
    return m
  }

  fail(id: string, code: string): void {
    const m = this.find(id)
    if (m) this.write({ ...m, failed: code })
  }

  retry(id: string): void {
    const m = this.find(id)
    if (!m) return
    delete m.failed
    this.write(m)
  }

  private write({ key, ...rest }: Waiting): void {
    this.shelf.set(key, JSON.stringify(rest))
  }
}

const read = (key: string, value: string | null): Waiting | null => {
  try {
    const m = JSON.parse(value ?? '') as Partial<Waiting>
    if (typeof m.id !== 'string' || typeof m.text !== 'string' || typeof m.at !== 'number') return null
    const failed = typeof m.failed === 'string' ? { failed: m.failed } : {}
    const files = Array.isArray(m.files) ? { files: m.files } : {}
    const survey = m.survey ? { survey: m.survey } : {}
    return { key, id: m.id, text: m.text, lang: String(m.lang ?? ''), at: m.at, ...files, ...survey, ...failed }
  } catch {
    return null
  }
}

/** Whether a key of the browser's storage event is one of an outbox. */
export const isOutboxKey = (key: string): boolean => key.startsWith(prefix)
