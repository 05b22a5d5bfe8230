import { isShown } from './media'
import { newID } from './outbox'

/** A file that the server holds and no message has taken yet. */
export interface Uploaded {
  id: string
  kind: string
  name: string
  type: string
  size: number
  width: number
  height: number
}

export interface Chosen {
  key: string
  file: File
  preview: string // address of a picture's own bytes, or ''
  state: 'waiting' | 'uploading' | 'ready' | 'failed'
  part: number // of it that has left, 0 to 1
  code: string // of the last refusal, or ''
  uploaded?: Uploaded
}

interface Needs {
  base: URL
  token(forget: string | null): Promise<string>
  changed(): void
  tell(code: 'fileBig' | 'fileEmpty' | 'filesMost', values: { name?: string; n?: number }): void
}

/**
 * The files that the visitor has chosen and not sent, each on its way up as soon as it is chosen, one after the other. What
 * cannot be reached waits for the line. The pictures of what was sent stay to be shown until the server's own have come.
 */
export class Uploads {
  maxFile = 0 // bytes; 0 = this desk takes none
  maxFiles = 10
  list: Chosen[] = []
  private readonly previews = new Map<string, string>()
  private request: XMLHttpRequest | null = null
  private askedFor = 0 // milliseconds that the last answer wants to have; 0 = it names none
  private pause = 0 // until then nothing goes up, as the server asked
  private readonly needs: Needs

  constructor(needs: Needs) {
    this.needs = needs
  }

  get busy(): boolean {
    return this.list.some((c) => c.state !== 'ready')
  }

  preview(id: string): string {
    return this.previews.get(id) ?? ''
  }

  add(files: readonly File[]): void {
    if (!this.maxFile) return
    for (const file of files) {
      if (this.list.length >= this.maxFiles) {
        this.needs.tell('filesMost', { n: this.maxFiles })
        break
      }
      if (!file.size || file.size > this.maxFile) {
        this.needs.tell(file.size ? 'fileBig' : 'fileEmpty', { name: file.name })
        continue
      }
      this.list.push({ key: newID(), file, preview: isShown(file.type) ? URL.createObjectURL(file) : '', state: 'waiting', part: 0, code: '' })
    }
    this.needs.changed()
    void this.flush()
  }

  retry(key: string): void {
    const c = this.list.find((c) => c.key === key)
    if (c) Object.assign(c, { state: 'waiting', code: '' })
    this.needs.changed()
    void this.flush()
  }

  remove(key: string): void {
    const c = this.list.find((c) => c.key === key)
    if (!c) return
    this.list = this.list.filter((o) => o !== c)
    if (c.state === 'uploading') this.request?.abort()
    if (c.preview) URL.revokeObjectURL(c.preview)
    if (c.uploaded) void this.takeBack(c.uploaded.id)
    this.needs.changed()
  }

  /** Gives what is ready to the message that goes now. */
  take(): Uploaded[] {
    const taken = this.list.filter((c) => c.uploaded)
    for (const c of taken) if (c.preview) this.previews.set(c.uploaded!.id, c.preview)
    this.list = this.list.filter((c) => !c.uploaded)
    return taken.map((c) => c.uploaded!)
  }

  /** Sends what waits; called again when there is a line. Where the server has named a time nothing goes before it. */
  async flush(): Promise<void> {
    const c = this.request || this.pause ? undefined : this.list.find((c) => c.state === 'waiting')
    if (!c) return
    c.state = 'uploading'
    c.part = 0
    this.askedFor = 0
    this.needs.changed()
    const status = await this.send(c).catch(() => 0)
    this.request = null
    if (!this.list.includes(c)) return void this.flush()
    c.state = after(status)
    this.needs.changed()
    if (c.state !== 'waiting') void this.flush()
    else if (this.askedFor) this.pause = setTimeout(() => this.resume(), this.askedFor) as unknown as number
    else setTimeout(() => void this.flush(), 5000)
  }

  private resume(): void {
    this.pause = 0
    void this.flush()
  }

  private async send(c: Chosen, forget: string | null = null): Promise<number> {
    const token = await this.needs.token(forget)
    const status = await this.post(c, token)
    return status === 401 && !forget ? this.send(c, token) : status
  }

  private post(c: Chosen, token: string): Promise<number> {
    const request = (this.request = new XMLHttpRequest()) // fetch tells nothing of what has left
    return new Promise((done) => {
      request.open('POST', new URL('files?name=' + encodeURIComponent(c.file.name), this.needs.base).href)
      request.setRequestHeader('Authorization', 'Bearer ' + token)
      request.upload.onprogress = (e) => {
        c.part = e.lengthComputable ? e.loaded / e.total : 0
        this.needs.changed()
      }
      request.onloadend = () => {
        const answer = read(request.responseText)
        if (request.status === 201 && answer.id) c.uploaded = answer as Uploaded
        c.code = answer.code ?? ''
        this.askedFor = 1000 * (Number(request.getResponseHeader('Retry-After')) || 0) // this desk says it in seconds
        done(request.status === 201 && !c.uploaded ? 0 : request.status)
      }
      request.send(c.file)
    })
  }

  private async takeBack(id: string): Promise<void> {
    const headers = { Authorization: 'Bearer ' + (await this.needs.token(null)) }
    await fetch(new URL('files/' + id, this.needs.base), { method: 'DELETE', headers }).catch(() => {}) // the desk clears up by itself, later
  }
}

/** What becomes of a file after an answer. A desk without room (507) will not have any in seconds: the visitor tries again. */
export const after = (status: number): Chosen['state'] =>
  status === 201 ? 'ready' : status !== 507 && (status === 0 || status === 429 || status >= 500) ? 'waiting' : 'failed'

const read = (text: string): Partial<Uploaded> & { code?: string } => {
  try {
    return (JSON.parse(text) as Partial<Uploaded> | null) ?? {}
  } catch {
    return {}
  }
}
