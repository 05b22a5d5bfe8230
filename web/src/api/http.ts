// One place that talks to the server: JSON in, JSON out, every failure a Problem.

import type { Draft } from './drafts'

export interface FieldError {
  field: string
  message: string
  line?: number // in a document: where it stands, from 1
}

// Elsewhere is another place at which the person who signs in is signed in.
export interface Elsewhere {
  user_agent: string
  source: string
  seen_at: number
}

// More is what some failures bring along, so that a person can go on.
export interface More {
  draft?: Draft // with draft_newer: what another browser has saved
  newest?: { n: number; who?: string; who_name?: string; at: number }
  held?: { key: string; where: string }
  elsewhere?: Elsewhere // with elsewhere
  reasons?: { group: string; code: string; count?: number; names?: string[] }[]
}

export interface Changed {
  name: string
  at: number
  kind: string
  version: number
}

export class Problem extends Error {
  constructor(
    readonly status: number, // 0: the server could not be reached
    readonly code: string,
    readonly title: string,
    readonly detail = '',
    readonly errors: FieldError[] = [],
    readonly retryAfterS = 0,
    readonly changed: Changed | null = null, // with changed_meanwhile: who was faster
    readonly more: More = {},
  ) {
    super(detail || title || code)
  }

  // It may be there again in a moment. A server without room for files has answered, and will not have any by itself.
  get unreachable(): boolean {
    if (this.code === 'files_full') return false
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504
  }
}

interface ProblemBody extends More {
  code?: string
  title?: string
  detail?: string
  retry_after_s?: number
  errors?: { field?: string; location?: string; message?: string; line?: number }[]
  changed?: Changed
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

let signedOut: () => void = () => {}
let owed: () => void = () => {}

// onSignedOut sets what happens when any answer says that the sign-in has ended.
export function onSignedOut(act: () => void): void {
  signedOut = act
}

// onOwed sets what happens when any answer says that a second factor has to be set up first.
export function onOwed(act: () => void): void {
  owed = act
}

// linesOf asks for a file of JSON lines. One that broke off is none: its last line says so.
export async function linesOf(path: string, body: unknown): Promise<string> {
  const text = await (await ask('POST', path, body)).text().catch(() => '{"error"')
  if (text.slice(text.trimEnd().lastIndexOf('\n') + 1).startsWith('{"error"')) throw new Problem(0, 'unreachable', '')
  return text
}

// call asks the server. What is said while the page is being left arrives all the same.
export async function call<T>(method: Method, path: string, body?: unknown, leaving = false): Promise<T> {
  const answer = await ask(method, path, body, leaving)
  if (answer.status === 204) return undefined as T
  try {
    return (await answer.json()) as T
  } catch {
    // A 2xx that breaks off half-way tells nothing: treat it like a lost connection, so that it is asked again.
    throw new Problem(0, 'unreachable', '')
  }
}

async function ask(method: Method, path: string, body?: unknown, leaving = false): Promise<Response> {
  const init: RequestInit = { method, credentials: 'same-origin', keepalive: leaving, headers: { Accept: 'application/json' } }
  if (body !== undefined) {
    init.headers = { ...init.headers, 'Content-Type': 'application/json' }
    init.body = JSON.stringify(body)
  }
  let answer: Response
  try {
    answer = await fetch('/api/v1' + path, init)
  } catch {
    throw new Problem(0, 'unreachable', '')
  }
  if (!answer.ok) throw await readProblem(answer)
  return answer
}

async function readProblem(answer: Response): Promise<Problem> {
  return problemOf(answer.status, await answer.text().catch(() => ''), answer.headers.get('Retry-After'))
}

// problemOf reads a refusal out of an answer's text; retryAfter is the header of that name.
export function problemOf(status: number, text: string, retryAfter: string | null): Problem {
  let body: ProblemBody = {}
  try {
    body = (JSON.parse(text) as ProblemBody | null) ?? {}
  } catch {
    // A proxy answered with something else; the status has to do.
  }
  const code = body.code ?? 'http_' + status
  if (status === 401 && code !== 'wrong_credentials') signedOut()
  if (code === 'second_factor_owed') owed()
  const errors = (body.errors ?? []).map((e) => ({
    field: e.field ?? e.location?.split('.').pop() ?? '',
    message: e.message ?? '',
    ...(e.line ? { line: e.line } : {}),
  }))
  const retry = body.retry_after_s ?? Number(retryAfter ?? 0)
  return new Problem(status, code, body.title ?? '', body.detail ?? '', errors, retry || 0, body.changed ?? null, {
    ...(body.draft && { draft: body.draft }), ...(body.newest && { newest: body.newest }), ...(body.held && { held: body.held }), ...(body.reasons && { reasons: body.reasons }),
    ...(body.elsewhere && { elsewhere: body.elsewhere }),
  })
}
