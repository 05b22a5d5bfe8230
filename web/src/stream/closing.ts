// What a close code asks of us. 4000–4499: come back; 4500–4999: do not; anything else is a lost line.

export type CloseVerdict =
  | { again: true; afterMs: number } // afterMs 0: the usual back-off decides
  | { again: false; why: 'signed_out' | 'disabled' | 'bad_frame' | 'too_many' | 'refused' }

export function judgeClose(code: number, reason: string): CloseVerdict {
  switch (code) {
    case 4501:
      return { again: false, why: 'signed_out' }
    case 4502:
      return { again: false, why: 'disabled' }
    case 4503:
      return { again: false, why: 'bad_frame' }
    case 4504:
      return { again: false, why: 'too_many' }
  }
  if (code >= 4500 && code <= 4999) return { again: false, why: 'refused' }
  // 4002 carries retry_after_ms in its reason; the first number in it is meant, whatever stands around it.
  const wait = code === 4002 ? Number(/\d+/.exec(reason)?.[0] ?? 0) : 0
  return { again: true, afterMs: Math.min(wait, 60_000) }
}
