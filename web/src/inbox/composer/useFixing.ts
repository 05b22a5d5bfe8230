// The reply that is being corrected in the composer. What was changed in it outlives a look elsewhere, a panel and a reload, until
// it is sent or somebody throws it away.

import { ref } from 'vue'
import { fixings, keepFixing, type Fixing } from '@/lib/fixings'
import { useAccount } from '@/stores/account'

export function useFixing(session: string, noteOnly: boolean) {
  const account = useAccount().me?.id ?? ''
  const begun = (seq?: number) => (noteOnly ? undefined : fixings(account, session).findLast((f) => !seq || f.seq === seq))
  const fixing = ref<Fixing | null>(begun() ?? null)
  const sure = ref(false) // whether to throw it away was asked once

  // start gives the words to go on with: those that were refused, else those that were begun, else what the reply says.
  function start(seq: number, says: string, back?: string): string {
    const text = back ?? begun(seq)?.text ?? says
    fixing.value = { seq, says, text, at: Date.now() }
    typed(text)
    return text
  }

  // goOn takes up again what was begun; false when there is nothing.
  function goOn(): boolean {
    fixing.value = begun() ?? null
    return !!fixing.value
  }

  function typed(text: string): void {
    if (!fixing.value) return
    sure.value = false
    fixing.value = { ...fixing.value, text, at: Date.now() }
    keepFixing(account, session, fixing.value)
  }

  // leave keeps what was begun for later; after forget there is nothing to come back to.
  function leave(): void {
    sure.value = false
    fixing.value = null
  }

  const forget = () => typed(fixing.value?.says ?? '')

  // mayEnd is false the first time that changed words would be thrown away: it is asked.
  function mayEnd(): boolean {
    const may = sure.value || fixing.value?.text === fixing.value?.says
    sure.value = !may
    return may
  }

  return { fixing, sure, start, goOn, typed, leave, forget, mayEnd }
}
