// The files that were chosen for a session, or for a complaint's evidence, and have not been taken. They go up at once, two at a time; what cannot be reached
// waits for the line. They belong to their session's draft: no other session sees them, and they outlive a look elsewhere.
// A page that is loaded anew has lost those that are not up, as the browser hands out a chosen file only once; the others come
// back with the draft.

import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { DraftFile } from '@/api/drafts'
import { Problem } from '@/api/http'
import { dropUpload, upload, type Running, type Uploaded } from '@/api/uploads'
import { kindOf } from '@/files/say'
import { newClientID } from '@/lib/ids'
import { delayFor } from '@/stream/backoff'

export interface Chosen {
  id: string
  session: string
  name: string
  size: number
  bytes: File | null // null: it is at the server, and only there
  preview: string // address of a picture's own bytes; empty for everything else
  state: 'waiting' | 'uploading' | 'ready' | 'failed'
  part: number // of it that has left, 0 to 1
  uploaded: Uploaded | null
  problem: Problem | null
}

const AT_ONCE = 2
const PREVIEWS = 50 // of sent pictures, until the server's small ones have come

export const useUploads = defineStore('uploads', () => {
  const chosen = shallowReactive(new Map<string, Chosen>())
  const running = new Map<string, Running>()
  const previews = new Map<string, string>() // of what was sent, by the upload's id
  let attempt = 0
  let retry: ReturnType<typeof setTimeout> | undefined

  const of = (session: string): Chosen[] => [...chosen.values()].filter((c) => c.session === session)

  function patch(id: string, change: Partial<Chosen>): void {
    const c = chosen.get(id)
    if (c) chosen.set(id, { ...c, ...change })
  }

  function add(session: string, files: readonly File[]): void {
    for (const file of files) {
      const preview = kindOf(file.type) === 'photo' ? URL.createObjectURL(file) : ''
      const id = newClientID()
      chosen.set(id, { id, session, name: file.name, size: file.size, bytes: file, preview, state: 'waiting', part: 0, uploaded: null, problem: null })
    }
    flush()
  }

  // giveBack puts a file that was not taken with its message back into the draft.
  function giveBack(session: string, uploaded: Uploaded): void {
    const c = restored(session, uploaded)
    chosen.set(c.id, { ...c, preview: previews.get(uploaded.id) ?? '' })
    previews.delete(uploaded.id)
  }

  const restored = (session: string, up: Uploaded): Chosen => ({ id: newClientID(), session, name: up.name, size: up.size, bytes: null, preview: '', state: 'ready', part: 1, uploaded: up, problem: null })

  // settle brings the files of a draft that another page has written here; keeping is for those that are here besides.
  function settle(session: string, files: readonly DraftFile[], keeping = false): void {
    const here = of(session).filter((c) => c.uploaded)
    for (const c of here) if (!keeping && !files.some((f) => f.id === c.uploaded!.id)) forget(c.id)
    for (const { gone: _, ...f } of files) {
      if (here.some((c) => c.uploaded!.id === f.id)) continue
      const up = { kind: 'document' as const, name: '', type: '', size: 0, width: 0, height: 0, ...f }
      const c = restored(session, up)
      chosen.set(c.id, c)
    }
    missing(session, files)
  }

  // missing says of files that they are not at the server any more.
  function missing(session: string, files: readonly DraftFile[]): void {
    for (const c of of(session)) {
      if (c.uploaded && files.some((f) => f.gone && f.id === c.uploaded!.id)) patch(c.id, { state: 'failed', problem: new Problem(404, 'no_upload', '') })
    }
  }

  // restore brings back the files of a draft of this browser's, for a page that was loaded anew.
  function restore(session: string, files: readonly Uploaded[]): void {
    if (of(session).length) return
    for (const up of files) {
      const c = restored(session, up)
      chosen.set(c.id, c)
    }
  }

  // flush sends what waits: there is something new, room, or a line again.
  function flush(): void {
    for (const c of [...chosen.values()]) {
      if (running.size >= AT_ONCE) return
      if (c.state === 'waiting' && c.bytes) void send(c, c.bytes)
    }
  }

  async function send(c: Chosen, bytes: File): Promise<void> {
    const way = upload(bytes, (part) => patch(c.id, { part }))
    running.set(c.id, way)
    patch(c.id, { state: 'uploading', part: 0, problem: null })
    try {
      const uploaded = await way.done
      attempt = 0
      patch(c.id, { state: 'ready', part: 1, uploaded })
    } catch (e) {
      if (!(e instanceof Problem)) throw e
      const passes = e.unreachable || e.status === 429 || e.status === 401 || e.code === 'upload_broken'
      patch(c.id, { state: passes ? 'waiting' : 'failed', part: 0, problem: e })
      if (passes) {
        running.delete(c.id)
        return later(e.retryAfterS * 1000)
      }
    }
    running.delete(c.id)
    flush()
  }

  function later(atLeastMs: number): void {
    clearTimeout(retry)
    retry = setTimeout(flush, Math.max(atLeastMs, delayFor(attempt++, Math.random())))
  }

  function again(id: string): void {
    patch(id, { state: 'waiting', problem: null })
    flush()
  }

  // remove takes a file out of its draft; what has left already is taken back.
  function remove(id: string): void {
    const c = chosen.get(id)
    if (!c) return
    stop(c)
    if (c.uploaded) void dropUpload(c.uploaded.id).catch(() => {}) // the server clears up by itself, later
    if (c.preview) URL.revokeObjectURL(c.preview)
    flush()
  }

  // forget lets go of a file that was taken.
  function forget(id: string): void {
    const c = chosen.get(id)
    chosen.delete(id)
    if (c?.preview) URL.revokeObjectURL(c.preview)
  }

  function stop(c: Chosen): void {
    running.get(c.id)?.cancel()
    running.delete(c.id)
    chosen.delete(c.id)
  }

  // take gives what is ready to be sent, in order, and forgets it here. The pictures stay to be looked at.
  function take(session: string): Uploaded[] {
    const ready = of(session).filter((c) => c.uploaded)
    for (const c of ready) {
      chosen.delete(c.id)
      if (c.preview) previews.set(c.uploaded!.id, c.preview)
    }
    for (const [id, url] of previews) {
      if (previews.size <= PREVIEWS) break
      URL.revokeObjectURL(url)
      previews.delete(id)
    }
    return ready.map((c) => c.uploaded!)
  }

  const previewOf = (upload: string): string => previews.get(upload) ?? ''

  function clear(): void {
    clearTimeout(retry)
    for (const c of [...chosen.values()]) {
      stop(c)
      if (c.preview) URL.revokeObjectURL(c.preview)
    }
    for (const url of previews.values()) URL.revokeObjectURL(url)
    previews.clear()
  }

  return { chosen, of, add, giveBack, settle, missing, restore, flush, again, remove, forget, take, previewOf, clear }
})
