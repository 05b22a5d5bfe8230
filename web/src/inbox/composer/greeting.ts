// The greeting of the first human turn. Pure.

const COMMON = /[您你]好|早上好|下午好|晚上好|\b(hello|hi|good (morning|afternoon|evening))\b/i
const HEAD = 4

// greets is a help for the hint line only; the server judges for itself.
export function greets(text: string, script: string): boolean {
  const head = script.trim().slice(0, HEAD)
  return COMMON.test(text) || (head.length === HEAD && text.includes(head))
}
