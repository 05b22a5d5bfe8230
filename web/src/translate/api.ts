import { call } from '@/api/http'

export interface Translation {
  asked: boolean
  text: string
  from: string
  failed: '' | 'timeout' | 'unreachable' | 'refused' | 'bad_answer' | 'too_big'
}

export const translate = (session: string, text: string, to: string, from = '') =>
  call<Translation>('POST', `/sessions/${encodeURIComponent(session)}/translation`, { text, to, ...(from && { from }) })
