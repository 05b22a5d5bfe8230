// The server's time, moved on when a minute has gone by: deadlines of days need no finer hand.

import { onScopeDispose, ref, type Ref } from 'vue'
import { serverNow } from '@/clock/serverTime'
import { onTick } from '@/clock/ticker'

export function useMinute(): Ref<number> {
  const now = ref(serverNow())
  onScopeDispose(onTick((at) => {
    if (Math.floor(at / 60_000) !== Math.floor(now.value / 60_000)) now.value = at
  }))
  return now
}
