// The waits of ONE open session as the server measured them: asked for when there is a new one to be told of.

import { computed, onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import type { Item } from './timeline'
import { Problem } from '@/api/http'
import type { Mark } from '@/api/types'
import { addTexts } from '@/i18n'
import { later } from '@/lib/later'
import { markTexts } from '@/marks'
import { waitsOf } from '@/marks/waits'

export const WaitGap = later(async () => (await Promise.all([import('@/marks/WaitGap.vue'), addTexts(markTexts)]))[0])

const REST_MS = 300

export function useWaits(session: string, items: Readonly<Ref<readonly Item[]>>) {
  const waits = shallowRef<ReadonlyMap<number, Mark>>(new Map())
  const told = computed(() => items.value.map((i) => (i.type === 'gap' || i.type === 'waiting' ? i.key : '')).join(''))
  let resting: ReturnType<typeof setTimeout> | undefined

  async function read(): Promise<void> {
    try {
      waits.value = await waitsOf(session)
    } catch (e) {
      if (!(e instanceof Problem)) throw e // the conversation stands without them
    }
  }
  watch(told, (now) => {
    clearTimeout(resting)
    if (now) resting = setTimeout(() => void read(), REST_MS)
  }, { immediate: true })
  onScopeDispose(() => clearTimeout(resting))
  return waits
}
