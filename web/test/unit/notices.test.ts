import { beforeEach, describe, expect, it } from 'vitest'
import { useNotices } from '@/stores/notices'
import { freshDesk } from './fixtures'

describe('notices', () => {
  beforeEach(freshDesk)

  it('push out the oldest that only tell, and nothing that can still be undone or has to be read', () => {
    const { toast, toasts } = useNotices()
    toast('closing in 5 s', 'ok', { undo: () => {} })
    toast('not sent', 'bad')
    for (let i = 1; i <= 6; i++) toast('assigned ' + i)
    expect(toasts.map((t) => t.text)).toEqual(['closing in 5 s', 'not sent', 'assigned 5', 'assigned 6'])
    for (let i = 1; i <= 3; i++) toast('failed ' + i, 'bad')
    expect(toasts.map((t) => t.text)).toEqual(['closing in 5 s', 'not sent', 'failed 1', 'failed 2', 'failed 3'])
    toast('the newest is seen')
    expect(toasts.at(-1)?.text).toBe('the newest is seen')
  })
})
