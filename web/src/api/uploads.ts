// Handing files in, before the message that they go with. XMLHttpRequest, because fetch tells nothing of what has left.

import { call, Problem, problemOf } from './http'
import type { FileKind } from './types'

export interface Uploaded {
  id: string
  kind: FileKind
  name: string
  type: string
  size: number
  width: number
  height: number
}

export interface Running {
  done: Promise<Uploaded> // rejects with a Problem
  cancel(): void // done then never settles
}

// upload sends the bytes; progress is told from 0 to 1.
export function upload(file: File, progress: (part: number) => void): Running {
  const request = new XMLHttpRequest()
  const done = new Promise<Uploaded>((resolve, reject) => {
    const unreachable = () => reject(new Problem(0, 'unreachable', ''))
    request.open('POST', '/api/v1/uploads?name=' + encodeURIComponent(file.name))
    request.setRequestHeader('Accept', 'application/json')
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream')
    request.upload.onprogress = (ev) => ev.lengthComputable && progress(ev.loaded / ev.total)
    request.onerror = unreachable
    request.onload = () => {
      if (request.status >= 400) return reject(problemOf(request.status, request.responseText, request.getResponseHeader('Retry-After')))
      try {
        resolve(JSON.parse(request.responseText) as Uploaded)
      } catch {
        unreachable()
      }
    }
    request.send(file)
  })
  return { done, cancel: () => request.abort() }
}

export const dropUpload = (id: string) => call<void>('DELETE', '/uploads/' + encodeURIComponent(id))
