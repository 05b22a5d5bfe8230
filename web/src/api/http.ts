// One place that talks to the server: JSON in, JSON out, every failure a Problem.

export interface FieldError {
  field: string
  message: string
}

export class Problem extends Error {
  constructor(
    readonly status: number, // 0: the server could not be reached
    readonly code: string,
    readonly title: string,
    readonly detail = '',
    readonly errors: FieldError[] = [],
    readonly retryAfterS = 0,
  ) {
    super(detail || title || code)
  }

  get unreachable(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504
  }
}

interface ProblemBody {
  code?: string
  title?: string
  detail?: string
  retry_after_s?: number
  errors?: { field?: string; location?: string; message?: string }[]
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

let signedOut: () => void = () => {}

// onSignedOut sets what happens when any answer says that the sign-in has ended.
export function onSignedOut(act: () => void): void {
  signedOut = act
}

export async function call<T>(method: Method, path: string, body?: unknown): Promise<T> {
  const init: RequestInit = { method, credentials: 'same-origin', headers: { Accept: 'application/json' } }
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
  if (answer.status === 204) return undefined as T
  try {
    return (await answer.json()) as T
  } catch {
    // A 2xx that breaks off half-way tells nothing: treat it like a lost connection, so that it is asked again.
    throw new Problem(0, 'unreachable', '')
  }
}

async function readProblem(answer: Response): Promise<Problem> {
  let body: ProblemBody = {}
  try {
    body = (await answer.json()) as ProblemBody
  } catch {
    // A proxy answered with something else; the status has to do.
  }
  const code = body.code ?? 'http_' + answer.status
  if (answer.status === 401 && code !== 'wrong_credentials') signedOut()
  const errors = (body.errors ?? []).map((e) => ({
    field: e.field ?? e.location?.split('.').pop() ?? '',
    message: e.message ?? '',
  }))
  const retry = body.retry_after_s ?? Number(answer.headers.get('Retry-After') ?? 0)
  return new Problem(answer.status, code, body.title ?? '', body.detail ?? '', errors, retry || 0)
}
