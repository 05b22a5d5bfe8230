import { nextTick } from 'vue'
import { beforeEach, describe, expect, it } from 'vitest'
import { answerWith, freshDesk, later, me, refusal, row, soon } from './fixtures'
import { movesBetween, sortRows } from '@/lib/order'
import { useDrafts } from '@/inbox/composer/useDrafts'
import { useAccount } from '@/stores/account'
import { useArrivals } from '@/stores/arrivals'
import { useInbox } from '@/stores/inbox'
import { useNotices } from '@/stores/notices'
import { useRows } from '@/stores/rows'
import { useStars } from '@/stores/stars'

const counts = { mine: 0, queue: 0, all: 0, asked: 0, owed: 0 }

describe('the order', () => {
  it('is the most urgent first, the longest wait first, or the last closed first', () => {
    const ids = (rows: ReturnType<typeof row>[], view: 'mine' | 'queue' | 'closed') => sortRows(rows, view, 'a1').map((r) => r.id)
    expect(ids([row({ id: 'late', urgency: 5 }), row({ id: 'soon', urgency: 3 }), row({ id: 'a', urgency: 5 })], 'mine')).toEqual(['soon', 'a', 'late'])
    expect(ids([row({ id: 'new', queued_at: 9, urgency: 1 }), row({ id: 'old', queued_at: 2, urgency: 4 })], 'queue')).toEqual(['old', 'new'])
    expect(ids([row({ id: 'x', closed_at: 1 }), row({ id: 'y', closed_at: 2 })], 'closed')).toEqual(['y', 'x'])
  })

  it('puts sessions that a colleague holds after my own', () => {
    const rows = [row({ id: 'owned', urgency: 1, holder: { id: 'a2', name: '' } }), row({ id: 'mine', urgency: 9 })]
    expect(sortRows(rows, 'mine', 'a1').map((r) => r.id)).toEqual(['mine', 'owned'])
    expect(sortRows(rows, 'all', 'a1').map((r) => r.id)).toEqual(['owned', 'mine'])
  })

  it('with fifty sessions always has the earliest deadline on top', () => {
    const rows = Array.from({ length: 50 }, (_, i) => row({ id: 'r' + i, due_at: 1000 + ((i * 37) % 50), urgency: 1000 + ((i * 37) % 50) }))
    expect(sortRows(rows, 'mine', 'a1')[0]?.due_at).toBe(1000)
  })

  it('counts the rows that have to move', () => {
    expect(movesBetween(['a', 'b', 'c', 'd'], ['a', 'b', 'c', 'd'])).toBe(0)
    expect(movesBetween(['a', 'b', 'c', 'd'], ['d', 'a', 'b', 'c'])).toBe(1)
    expect(movesBetween(['a', 'b'], ['x', 'a', 'b'])).toBe(1)
    expect(movesBetween(['a', 'b'], ['b'])).toBe(1)
    expect(movesBetween(['a', 'b', 'c'], ['c', 'b', 'a'])).toBe(2)
  })
})

describe('the list', () => {
  beforeEach(freshDesk)

  it('shows the drafts that are looked for as they are written and sent, here or elsewhere', async () => {
    answerWith([[/sessions/, () => ({ rows: [row({ id: 'b' })], counts, next: '' })]])
    const inbox = useInbox()
    useDrafts().write('b', 'reply', '您好')
    useRows().put(row({ id: 'a' }))
    inbox.openView('mine', { is: 'draft' })
    await soon()
    expect(inbox.shown).toEqual(['b'])
    useDrafts().write('a', 'note', '记一下')
    await nextTick()
    expect(inbox.shown).toEqual(['a', 'b'])
    useDrafts().drop('b', 'reply')
    await nextTick()
    expect(inbox.shown).toEqual(['a'])
  })

  it('stands still while it is frozen, keeps what has left, and catches up after', async () => {
    const inbox = useInbox()
    inbox.setPage('mine', [row({ id: 'a', urgency: 1 }), row({ id: 'b', urgency: 2 })], counts)
    await nextTick()
    inbox.frozen = true
    useRows().put(row({ id: 'b', version: 2, urgency: 0 }))
    useRows().put(row({ id: 'c', version: 1, urgency: -5 }))
    useRows().put(row({ id: 'a', version: 2, phase: 'closed' }))
    await nextTick()
    expect(inbox.shown).toEqual(['a', 'b', 'c'])
    expect(inbox.pending).toBe(2)
    inbox.frozen = false
    await nextTick()
    expect(inbox.shown).toEqual(['c', 'b'])
    expect(inbox.pending).toBe(0)
  })

  it('ignores what is older than what it knows', () => {
    useRows().put(row({ version: 5, title: 'new' }))
    useRows().put(row({ version: 4, title: 'old' }))
    expect(useRows().rows.get('s1')?.title).toBe('new')
  })

  it('drops the late answer for a view that is no longer open', async () => {
    answerWith([[/view=queue/, async () => (await soon(20), { rows: [row({ id: 'q', phase: 'queued', holder: null })], next: '', counts })], [/view=mine/, () => ({ rows: [row({ id: 'm' })], next: '', counts })]])
    const inbox = useInbox()
    inbox.openView('queue')
    inbox.openView('mine')
    await soon(50)
    expect(inbox.wanted).toEqual(['m'])
  })

  it('goes on through the closed ones by cursor, over short pages too', async () => {
    const closed = (id: string, at: number) => row({ id, phase: 'closed', closed_at: at, holder: null })
    answerWith([
      [/cursor=c2/, () => ({ rows: [closed('z', 1)], next: '', counts })],
      [/cursor=c1/, () => ({ rows: [], next: 'c2', counts })],
      [/view=closed/, () => ({ rows: [closed('x', 3), closed('y', 2)], next: 'c1', counts })],
    ])
    const inbox = useInbox()
    inbox.openView('closed')
    await soon()
    expect([inbox.wanted, inbox.full]).toEqual([['x', 'y'], true])
    await inbox.more()
    expect(inbox.full).toBe(true)
    await inbox.more()
    expect([inbox.wanted, inbox.full]).toEqual([['x', 'y', 'z'], false])
  })

  it('lays no page of the closed ones into what is looked for meanwhile', async () => {
    const inbox = useInbox()
    const slow = later<object>()
    answerWith([
      [/cursor=c1/, () => slow.answer],
      [/channel=app/, () => ({ rows: [row({ id: 'p', phase: 'closed', channel: 'app' })], next: '', counts })],
      [/GET/, () => ({ rows: [row({ id: 'z', phase: 'closed' })], next: 'c1', counts })],
    ])
    inbox.openView('closed')
    await soon()
    const paging = inbox.more()
    inbox.openView('closed', { channel: 'app' })
    await soon()
    slow.give({ rows: [row({ id: 'y', phase: 'closed', channel: 'app' })], next: 'c2', counts })
    await paging
    expect([inbox.wanted, inbox.full, inbox.loading]).toEqual([['p'], false, false])
  })

  it('does not call empty what could not be read', async () => {
    answerWith([[/stars/, () => refusal(503, 'record_away')]])
    const inbox = useInbox()
    inbox.openView('starred')
    await soon()
    expect([inbox.problem?.code, inbox.loaded, inbox.loading]).toEqual(['record_away', false, false])
  })

  it('is of whoever sits here, stars and all', async () => {
    const slow = later<object>()
    answerWith([[/stars/, () => slow.answer]])
    const stars = useStars()
    const asked = stars.load()
    stars.clear()
    slow.give({ stars: [{ session: 'a', row: row({ id: 'a' }), starred_at: 1, pinned_at: 0, note_owed: true }] })
    await asked
    expect([stars.all.size, useRows().rows.has('a')]).toEqual([0, false])
  })

  it('holds the closed ones that it was given, is told of or saw being closed, and none that is only read', async () => {
    const closed = (id: string, o = {}) => row({ id, phase: 'closed', closed_at: 5, holder: null, ...o })
    answerWith([[/view=closed/, () => ({ rows: [closed('x')], next: '', counts })]])
    const inbox = useInbox()
    useRows().put(row({ id: 'mine' }))
    inbox.openView('closed')
    await soon()
    useRows().put(closed('read'))
    useRows().put(closed('read', { version: 2 }))
    expect(inbox.wanted).toEqual(['x'])
    useRows().put(closed('mine', { version: 2, closed_at: 6 }))
    inbox.tell(closed('told', { closed_at: 7 }))
    inbox.tell(closed('away', { hidden: true }))
    expect(inbox.wanted).toEqual(['told', 'mine', 'x'])
    inbox.tell(closed('x', { version: 2, hidden: true }))
    expect(inbox.wanted).toEqual(['told', 'mine'])
  })

  it('tells of a new session once, not of those that were there or that I took myself', async () => {
    const arrivals = useArrivals()
    const put = (id: string, version = 1) => useRows().put(row({ id, version, title: id }))
    put('there')
    arrivals.arm()
    arrivals.expect('taken')
    put('taken')
    put('given')
    put('given', 2)
    await soon()
    expect(useNotices().toasts.map((t) => t.session)).toEqual(['given'])
  })

  it('judges membership as the contract words it', () => {
    const { belongs } = useRows()
    expect(belongs(row({ holder: null, owner: { id: 'a1', name: '' } }), 'mine')).toBe(true)
    expect(belongs(row({ phase: 'queued', holder: null, group: 'order' }), 'queue')).toBe(false)
    expect(belongs(row({ phase: 'closed' }), 'mine')).toBe(false)
    expect(belongs(row({ hidden: true }), 'mine')).toBe(false)
    useAccount().me = me({ permissions: ['read_all'] })
    expect(belongs(row({ phase: 'queued', holder: null, group: 'order' }), 'queue')).toBe(true)
  })
})
