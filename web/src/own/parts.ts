// The parts of a person's own place, in order.

import type { Rank } from '@/api/types'

interface Who {
  rank: Rank
  permissions: readonly string[]
}

export interface Part {
  id: 'day' | 'problems' | 'scripts' | 'alerts' | 'keys' | 'look' | 'access'
  sees: (who: Who | null) => boolean
}

// Superiors look at the days of others, whether they serve themselves or not.
const works: Part['sees'] = (who) => !!who?.permissions.some((p) => p === 'serve' || p === 'act_any')
const serves: Part['sees'] = (who) => !!who?.permissions.includes('serve')
const everybody: Part['sees'] = (who) => !!who

export const PARTS: readonly Part[] = [
  { id: 'day', sees: works },
  { id: 'problems', sees: works },
  { id: 'scripts', sees: serves },
  { id: 'alerts', sees: everybody },
  { id: 'keys', sees: everybody },
  { id: 'look', sees: everybody },
  { id: 'access', sees: everybody },
]
