// What the whole section knows: the department as it is.

import { inject, type InjectionKey, type Ref } from 'vue'
import type { Overview } from './api'

export interface Overviewed {
  view: Ref<Overview | null>
  load: () => Promise<void>
}

export const OVERVIEW: InjectionKey<Overviewed> = Symbol('overview')
export const useOverview = (): Overviewed => inject(OVERVIEW)!
