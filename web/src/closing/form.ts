// What a close needs to be told, filled in as far as it is known, and what is still missing.

import { computed, reactive, ref, watch } from 'vue'
import { doubtOf, PROPOSED } from './doubt'
import { whole } from '@/api/matter'
import type { CloseOrder } from '@/api/desk'
import { serverNow } from '@/clock/serverTime'
import { quotaState } from '@/quota/left'
import { useMatters } from '@/stores/matters'
import { useSessionCases } from '@/stores/sessionCases'
import type { Choice, Detail, Row, SkipReason } from '@/api/types'

export interface Form {
  outcome: string
  category: string
  closing: string
  sends: boolean
  skip: SkipReason | ''
  learns: boolean // 问题反馈 is mandatory, and mostly that there is nothing to learn
  learned: string
}

const OUTCOMES = ['solved', 'to_complaint', 'to_department', 'no_response', 'invalid', 'left_message_done'].map((id) => ({ id, name: id }))

// useCloseForm goes by the details of the session; without them (they could not be read) a session can be closed all the same. refused is
// the code of a refusal that stands, kept what was filled in before.
export function useCloseForm(row: () => Row, detail: () => Detail | null, refused: () => string, kept?: Form) {
  const matters = useMatters()
  const byHand = row().by_hand
  const quota = row().quota
  const spent = !!quota && ['used', 'over'].includes(quotaState(quota, serverNow())) // no closing can be sent
  const matter = computed(() => detail()?.matter ?? whole(null))
  const doubt = computed(() => doubtOf(row(), matter.value, useSessionCases().entries.get(row().id)))
  const known = detail()?.closing_script ?? ''
  const form = reactive<Form>(
    kept ? { ...kept, closing: kept.closing || known, outcome: kept.outcome === PROPOSED && doubt.value ? '' : kept.outcome } : { outcome: row().outcome || (detail() && !doubt.value ? PROPOSED : ''), category: row().category, closing: known, sends: !spent, skip: spent ? 'quota_used' : '', learns: false, learned: '' },
  )
  // What was proposed and not chosen goes when something speaks against it, and comes when nothing does any more.
  let proposed = form.outcome === PROPOSED && !row().outcome && !kept
  watch(doubt, (now) => {
    if (now && proposed && form.outcome === PROPOSED) form.outcome = ''
    if (now || form.outcome || row().outcome || !detail()) return
    form.outcome = PROPOSED
    proposed = true
  })
  // Details that come late fill what nobody has touched.
  watch(detail, (now, before) => {
    if (now && !before && !form.closing) form.closing = now.closing_script
  })

  const outcomes = computed(() => (detail()?.outcomes.length ? detail()!.outcomes : OUTCOMES))
  const categories = computed<Choice[]>(() => (detail()?.categories.length ? detail()!.categories : matters.choices.categories))
  // An empty list must not make closing impossible: then the category is written by hand, or left for later (A16).
  const mustPick = computed(() => categories.value.length > 0)
  const needsCategory = computed(() => mustPick.value || refused() === 'no_category')
  const lacks = computed(() => ({
    outcome: !form.outcome,
    category: needsCategory.value && !form.category.trim(),
    closing: !byHand && form.sends && !form.closing.trim() && !!detail(),
    skip: !form.sends && !form.skip,
    learned: form.learns && !form.learned.trim(),
  }))
  const missing = ref(Object.entries(lacks.value).find(([, yes]) => yes)?.[0] ?? '') // when the panel opened: what has the focus first

  const unified = (): boolean => form.closing.trim() === (detail()?.closing_script ?? '').trim()
  const snapshot = (): Form => ({ ...form, closing: unified() ? '' : form.closing }) // the unified closing is that of the moment

  function order(): Omit<CloseOrder, 'client_id'> {
    const own = unified() ? {} : { closing_text: form.closing.trim() }
    const last = byHand ? {} : form.sends ? own : { skip_closing_reason: form.skip as SkipReason }
    const feedback = form.learns ? { feedback: 'given' as const, feedback_text: form.learned.trim() } : { feedback: 'none' as const }
    return { outcome: form.outcome, category: form.category.trim(), ...feedback, ...last }
  }

  return { form, matter, doubt, byHand, outcomes, categories, mustPick, needsCategory, lacks, missing, order, snapshot }
}
