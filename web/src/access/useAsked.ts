// What a sign-in may still ask for once the password is right: a code, a new password, and whether to end the sign-in elsewhere.

import { ref, shallowRef } from 'vue'
import type { SignIn } from '@/api/desk'
import type { Elsewhere, Problem } from '@/api/http'

export function useAsked() {
  const asksCode = ref(false)
  const asksNext = ref(false)
  const code = ref('')
  const next = ref('')
  const elsewhere = shallowRef<Elsewhere | null>(null)
  const weak = shallowRef<Problem | null>(null) // what is wrong with the new password

  const more = (): SignIn => ({ ...(asksCode.value && { code: code.value }), ...(asksNext.value && { new_password: next.value }) })

  // takes says whether a refusal is a question: then it is none to be shown.
  function takes(p: Problem): boolean {
    elsewhere.value = (p.code === 'elsewhere' && p.more.elsewhere) || null
    weak.value = asksNext.value && ['weak_password', 'same_password'].includes(p.code) ? p : null
    if (p.code === 'code_needed') asksCode.value = true
    if (p.code === 'password_expired') asksNext.value = true
    if (['code_needed', 'wrong_code'].includes(p.code)) code.value = ''
    return !!elsewhere.value || !!weak.value || ['code_needed', 'password_expired'].includes(p.code)
  }

  function forget(): void {
    asksCode.value = asksNext.value = false
    code.value = next.value = ''
    elsewhere.value = weak.value = null
  }

  return { asksCode, asksNext, code, next, elsewhere, weak, more, takes, forget }
}

export type Asked = ReturnType<typeof useAsked>
