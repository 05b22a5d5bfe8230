import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { answerWith, refusal } from './fixtures'
import * as desk from '@/api/desk'
import { call, onSignedOut, Problem } from '@/api/http'

const caught = (p: Promise<unknown>) => p.then(() => null, (e: unknown) => e as Problem)

describe('talking to the server', () => {
  beforeEach(() => onSignedOut(() => {}))

  it('turns every failure into a problem', async () => {
    answerWith([[/bad/, () => refusal(422, 'invalid', { detail: 'd', errors: [{ field: 'login', message: 'taken' }] })], [/html/, () => new Response('<h1>', { status: 502 })], [/locked/, () => refusal(429, 'locked', { retry_after_s: 870 })],
      [/away/, () => refusal(503, 'unavailable')], [/full/, () => refusal(503, 'files_full')]])
    expect(await caught(call('GET', '/bad'))).toMatchObject({ status: 422, code: 'invalid', detail: 'd', errors: [{ field: 'login', message: 'taken' }] })
    expect(await caught(call('GET', '/html'))).toMatchObject({ status: 502, code: 'http_502', unreachable: true })
    expect(await caught(call('GET', '/locked'))).toMatchObject({ code: 'locked', retryAfterS: 870, unreachable: false })
    expect(await caught(call('GET', '/away'))).toMatchObject({ status: 503, unreachable: true })
    expect(await caught(call('GET', '/full'))).toMatchObject({ status: 503, unreachable: false })
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network')))
    expect(await caught(call('GET', '/x'))).toMatchObject({ status: 0, unreachable: true })
  })

  it('tells when the sign-in has ended, but not when a password was wrong', async () => {
    const ended = vi.fn()
    onSignedOut(ended)
    answerWith([[/sign-in/, () => refusal(401, 'wrong_credentials')], [/./, () => refusal(401, 'signed_out')]])
    await caught(desk.signIn('a', 'b'))
    expect(ended).not.toHaveBeenCalled()
    await caught(desk.me())
    expect(ended).toHaveBeenCalledOnce()
  })

  it('makes a detail whole whatever the server leaves out', async () => {
    answerWith([[/./, () => ({ id: 's1', outcomes: ['solved', { id: 'x', name: 'X' }], holders: null })]])
    expect(await desk.detail('s1')).toMatchObject({
      holders: [], categories: [], outcomes: [{ id: 'solved', name: 'solved' }, { id: 'x', name: 'X' }], capabilities: { max_text: 0 },
    })
  })
})

describe('the lock file', () => {
  it('names no registry', () => {
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, { resolved?: string }> }
    expect(Object.values(lock.packages).filter((p) => p.resolved)).toEqual([])
  })
})
