// How somebody gets in, and stays in (docs/api.md).

import { call } from '@/api/http'

export interface Ends {
  ends_in_s: number
  idle_in_s: number // 0 = a remembered browser keeps it
}

export interface Factor {
  since: number // 0 = there is none
  recovery: number
  offered: boolean
  required: boolean
}

export interface NewFactor {
  secret: string
  url: string
  picture: { size: number; path: string }
}

export interface Place {
  id: string
  created_at: number
  expires_at: number
  user_agent: string
  source: string
  current: boolean
}

export const ends = () => call<Ends>('GET', '/sign-in')
export const factor = () => call<Factor>('GET', '/me/second-factor')
export const begin = (password: string) => call<NewFactor>('POST', '/me/second-factor', { password })
export const confirm = async (code: string) => (await call<{ codes: string[] }>('POST', '/me/second-factor/confirm', { code })).codes
export const renew = async (password: string, code: string) => (await call<{ codes: string[] }>('POST', '/me/second-factor/recovery', { password, code })).codes
export const drop = (password: string, code: string) => call<void>('POST', '/me/second-factor/off', { password, code })
export const changePassword = (current: string, password: string) => call<void>('POST', '/me/password', { current, password })
export const signIns = () => call<(Place & { seen_at: number })[]>('GET', '/me/sign-ins')
export const endSignIn = (id: string) => call<void>('DELETE', '/me/sign-ins/' + id)
export const devices = () => call<(Place & { used_at: number })[]>('GET', '/me/devices')
export const forget = (id: string) => call<void>('DELETE', '/me/devices/' + id)
export const factorOf = (agent: string) => call<Factor>('GET', `/agents/${agent}/second-factor`)
export const reset = (agent: string) => call<void>('DELETE', `/agents/${agent}/second-factor`)
