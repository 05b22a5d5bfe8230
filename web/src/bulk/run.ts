// Does the same to many sessions and tells what became of each: what was refused stays picked, with the reason; what can be taken back
// is taken back for the whole lot. Closing sends words to customers that nobody can take back, so it waits a moment first.

import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { bulk, MOST, type Act, type Order, type Outcome } from './api'
import { Problem } from '@/api/http'
import { i18n } from '@/i18n'
import { newClientID } from '@/lib/ids'
import { problemText } from '@/lib/problemText'
import { useHolds } from '@/stores/holds'
import { useNotices } from '@/stores/notices'
import { usePicks } from '@/stores/picks'
import { usePrefs } from '@/stores/prefs'
import { useRows } from '@/stores/rows'
import { useStars } from '@/stores/stars'
import { useTranscripts } from '@/stores/transcripts'

const HELD = 'bulk' // the name of the order that waits
const BACK: Partial<Record<Act, Act>> = { no_reply: 'undo_no_reply', star: 'unstar' }
const LOTS: readonly Act[] = ['take', 'transfer', 'tag'] // how it stood before, the server knows: its request is taken back

export const useBulk = defineStore('bulk', () => {
  const { t } = i18n.global
  const picks = usePicks()
  const notices = useNotices()
  const busy = ref(false)
  const error = ref('')
  const refused = shallowRef<ReadonlyMap<string, string>>(new Map()) // why, by session
  let unanswered = { text: '', id: '' } // the request whose answer did not come
  let last: Promise<unknown> = Promise.resolve()
  const read = new Map<string, number>() // the version on the screen when a close was ordered
  let lots: { of: string; ids: string[] }[] = [] // what the order in hand has done, by request

  const nameOf = (id: string) => useRows().rows.get(id)?.title ?? ''

  // ask keeps the id as long as the request is the same and has no answer: what was carried out is not carried out twice.
  async function ask(order: Order, ids: string[], leaving: boolean): Promise<Outcome[]> {
    const seen = (id: string) => (order.act === 'close' ? read.get(id) : useRows().rows.get(id)?.version) ?? 0
    const sessions = ids.map((id) => ({ id, ...((order.act === 'no_reply' || order.act === 'close') && { seen_version: seen(id) }) }))
    const text = JSON.stringify([order, [...ids].sort()])
    const id = text === unanswered.text ? unanswered.id : newClientID()
    unanswered = { text, id }
    const results = await bulk({ ...order, client_id: id, sessions }, leaving)
    unanswered = { text: '', id: '' }
    if (LOTS.includes(order.act)) lots = [...lots, { of: id, ids: results.filter((r) => r.ok).map((r) => r.session) }]
    return results
  }

  // run gives the sessions to which it was done. One order goes after the other, unless the page is being left.
  function run(order: Order, ids: readonly string[], leaving = false): Promise<string[]> {
    const turn = (leaving ? Promise.resolve() : last).then(() => carryOut(order, ids, leaving))
    last = turn.catch(() => {})
    return turn
  }

  async function carryOut(order: Order, ids: readonly string[], leaving: boolean): Promise<string[]> {
    busy.value = true
    error.value = ''
    const results: Outcome[] = []
    lots = []
    try {
      for (let at = 0; at < ids.length; at += MOST) results.push(...(await ask(order, ids.slice(at, at + MOST), leaving)))
    } catch (e) {
      if (!(e instanceof Problem)) throw e
      error.value = e.unreachable ? t('bulk.lost', { why: problemText(e) }) : problemText(e)
    } finally {
      busy.value = false
    }
    return told(order, ids, results)
  }

  async function told(order: Order, ids: readonly string[], results: Outcome[]): Promise<string[]> {
    const done = results.filter((r) => r.ok).map((r) => r.session)
    const failed = results.filter((r) => !r.ok)
    refused.value = new Map(failed.map((r) => [r.session, problemText(r.problem ?? { code: 'unknown' })]))
    picks.only([...picks.picked.filter((id) => !ids.includes(id)), ...ids.filter((id) => !done.includes(id))])
    if (!picks.picked.length) picks.clear()
    // Where the list has moved on meanwhile, what was refused stands in no row of it.
    if (failed.length && !failed.some((r) => picks.picked.includes(r.session))) {
      notices.toast(t('bulk.refusedAway', { n: failed.length, first: `${nameOf(failed[0]!.session)} ${refused.value.get(failed[0]!.session)}` }), 'bad')
    }
    if (error.value && !picks.on) notices.toast(error.value, 'bad')
    if (order.act.endsWith('star')) await useStars().load()
    const open = useTranscripts().current
    if (done.includes(open)) void useTranscripts().loadDetail(open)
    return done
  }

  // act does an order that needs no more words, with one way back for all of it.
  async function act(order: Order, ids: readonly string[], leaving = false): Promise<void> {
    const before = new Set(ids.filter((id) => useStars().isStarred(id)))
    const done = await run(order, ids, leaving)
    if (!done.length) return
    const back = BACK[order.act]
    const undone = order.act === 'star' ? done.filter((id) => !before.has(id)) : done
    const made = lots
    const undo = back && undone.length ? { undo: () => void act({ act: back }, undone) } : LOTS.includes(order.act) ? { undo: () => void unmake(made) } : {}
    notices.toast(t('bulk.did.' + order.act, { n: done.length }), 'ok', { topic: 'bulk', ...undo })
  }

  // unmake takes back what requests have done, the last first; what cannot be is named, as ever.
  async function unmake(made: typeof lots): Promise<void> {
    let n = 0
    for (const lot of [...made].reverse()) if (lot.ids.length) n += (await run({ act: 'undo', of: lot.of }, lot.ids)).length
    if (n) notices.toast(t('bulk.did.undo', { n }), 'ok', { topic: 'bulk' })
  }

  // close waits as long as it can be taken back. Another one lets the first go at once.
  function close(order: Order, ids: string[]): void {
    const s = usePrefs().prefs.closeHold
    picks.clear()
    refused.value = new Map()
    for (const id of ids) read.set(id, useRows().rows.get(id)?.version ?? 0)
    useHolds().hold(HELD, s * 1000, (leaving) => act(order, ids, leaving), () => {
      picks.only(ids)
      notices.say(t('bulk.kept', { n: ids.length }))
    })
    if (s) notices.toast(t('bulk.closing', { n: ids.length, s }), 'info', { topic: 'bulk', undo: () => useHolds().takeBack(HELD), lasts: s * 1000 })
  }

  return { busy, error, refused, run, act, close, nameOf }
})
