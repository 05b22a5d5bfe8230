// Single sign-on as the server tells it (docs/api.md).

import { call } from '@/api/http'

export interface Identity {
  id: string
  issuer: string
  account: string
  linked_at: number
  seen_at: number
}

const of = (agent: string) => `/agents/${encodeURIComponent(agent)}/identities`

// begin gives where the browser is to go.
export const begin = async (provider: string, next: string) => (await call<{ url: string }>('POST', '/sign-in/sso/' + encodeURIComponent(provider), { next })).url
export const identities = (agent: string) => call<Identity[]>('GET', of(agent))
export const unlink = (agent: string, id: string) => call<void>('DELETE', `${of(agent)}/${encodeURIComponent(id)}`)
