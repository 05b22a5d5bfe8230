// One command of a panel: busy while it runs, its failure in words, and an id under which it is safe to try again.

import { ref } from 'vue'
import { Problem } from '@/api/http'
import { newClientID } from '@/lib/ids'
import { problemText } from '@/lib/problemText'

export function useCommand() {
  const busy = ref(false)
  const error = ref('')
  const code = ref('') // of the failure
  let id = ''
  let lastBody = ''

  // run keeps the id as long as the body is the same: after a lost answer the server then does not do it twice.
  async function run<B extends object>(body: B, act: (order: B & { client_id: string }) => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    const text = JSON.stringify(body)
    if (text !== lastBody) {
      id = newClientID()
      lastBody = text
    }
    busy.value = true
    error.value = code.value = ''
    try {
      await act({ ...body, client_id: id })
      return true
    } catch (e) {
      if (!(e instanceof Problem)) throw e
      error.value = problemText(e)
      code.value = e.code
      return false
    } finally {
      busy.value = false
    }
  }

  return { busy, error, code, run }
}
