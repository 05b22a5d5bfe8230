// A colleague writes to the same customer: whoever sees it goes on or lets them. It is a hint to both, no right: the server takes
// answers from who serves, whatever was chosen here. It ends when the colleague has sent something or stops.

import { computed, ref, watch, type Ref } from 'vue'
import type { Mode } from '@/lib/drafts'
import { useAccount } from '@/stores/account'
import { useCompany } from '@/stores/company'

export type LockState = '' | 'asks' | 'yielded' // asks: nothing was chosen yet

export function useLock(session: string, mode: Ref<Mode>) {
  const company = useCompany()
  const chosen = ref<'' | 'go' | 'yield'>('')
  const colleague = computed(() => {
    const who = company.replying.get(session)
    return mode.value === 'reply' && who && who.id !== useAccount().me?.id ? who : null
  })
  watch(() => colleague.value?.id, () => (chosen.value = ''))
  const lock = computed<LockState>(() => (!colleague.value || chosen.value === 'go' ? '' : chosen.value === 'yield' ? 'yielded' : 'asks'))
  return { colleague, lock, goOn: () => (chosen.value = 'go'), yieldTo: () => (chosen.value = 'yield') }
}
