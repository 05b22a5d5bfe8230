// What people can do with a complaint, as forms: one entry a change. The server decides whether it may come now.

import type { Case, CaseKind } from '@/api/cases'
import { localField } from '@/lib/time'

export type FieldType = 'area' | 'text' | 'choice' | 'time' | 'select' | 'number'

export interface Field {
  name: string
  type: FieldType
  required?: boolean
  options?: (c: Case) => { value: string; label: string; raw?: boolean }[] // label is a key, or raw words
  start?: (c: Case) => string
}

export type Values = Record<string, string>

export interface Act {
  kind: CaseKind
  fields: readonly Field[]
  body: (v: Values, c: Case) => Record<string, unknown>
}

const area = (name: string, required = true): Field => ({ name, type: 'area', required })
const num = (text: string | undefined) => Number(text ?? 0) || 0
const moment = (text: string | undefined) => (text ? new Date(text).getTime() : 0)

const localTime = (ms: number) => (ms ? localField(ms) : '')
const owed = (c: Case) => c.dispatches.filter((d) => d.contact && !d.contacted_at)
const searching = (c: Case) => c.dispatches.filter((d) => d.department && !d.found_at && !d.answered_at)
const unruled = (c: Case) => (c.escalations ?? []).filter((e) => !e.ruled_at)
const named = (list: readonly { n: number; department: string }[]) => list.map((d) => ({ value: String(d.n), label: d.department || 'complaint.ourselves', raw: !!d.department }))
const yesNo = () => [{ value: 'yes', label: 'complaint.yes' }, { value: 'no', label: 'complaint.no' }]
const waiting = (c: Case) => c.dispatches.filter((d) => !d.answered_at)

export const ACTS: readonly Act[] = [
  {
    kind: 'judged',
    fields: [
      { name: 'validity', type: 'choice', required: true, options: () => [{ value: 'valid', label: 'complaint.valid' }, { value: 'invalid', label: 'complaint.invalid' }], start: (c) => c.validity },
      { ...area('grounds'), start: (c) => c.grounds },
    ],
    body: (v) => ({ judge: { validity: v.validity, grounds: v.grounds } }),
  },
  {
    kind: 'dispatched',
    fields: [{ name: 'department', type: 'text', required: true }, area('task'), { name: 'taskDue', type: 'time' }],
    body: (v) => ({ dispatch: { department: v.department, text: v.task, due: moment(v.taskDue) } }),
  },
  {
    kind: 'handled',
    fields: [
      {
        name: 'dispatch', type: 'select', required: true,
        options: (c) => (waiting(c).length ? waiting(c).map((d) => ({ value: String(d.n), label: d.department, raw: !!d.department })) : [{ value: '0', label: '' }])
          .map((o) => (o.label ? o : { ...o, label: 'complaint.ourselves' })),
        start: (c) => String(waiting(c)[0]?.n ?? 0),
      },
      area('answer'),
    ],
    body: (v) => ({ handle: { dispatch: num(v.dispatch), answer: v.answer } }),
  },
  { kind: 'returned', fields: [area('note', false)], body: (v) => ({ return: { note: v.note } }) },
  {
    kind: 'replied',
    fields: [area('told'), { name: 'seq', type: 'number' }],
    body: (v) => ({ answer: { text: v.told, seq: num(v.seq) } }),
  },
  {
    kind: 'followed_up',
    fields: [
      { name: 'satisfied', type: 'choice', required: true, options: () => [{ value: 'yes', label: 'complaint.satisfied' }, { value: 'no', label: 'complaint.unsatisfied' }] },
      area('said', false),
    ],
    body: (v) => ({ follow_up: { satisfied: v.satisfied === 'yes', note: v.said } }),
  },
  { kind: 'closed', fields: [area('result')], body: (v) => ({ close: { result: v.result } }) },
  { kind: 'reopened', fields: [area('reason')], body: (v) => ({ reopen: { reason: v.reason } }) },
  {
    kind: 'described',
    fields: [
      { ...area('nature'), start: (c) => c.nature },
      { ...area('wanted', false), start: (c) => c.wanted },
      { ...area('cause', false), start: (c) => c.cause },
      { ...area('problem', false), start: (c) => c.problem ?? '' },
      { ...area('analysis', false), start: (c) => c.analysis ?? '' },
      { ...area('solution', false), start: (c) => c.solution ?? '' },
      { ...area('suggestion', false), start: (c) => c.suggestion ?? '' },
      { name: 'responsible', type: 'text', start: (c) => c.responsible ?? '' },
      { name: 'substantiated', type: 'choice', options: yesNo, start: (c) => c.substantiated ?? '' },
      { name: 'severity', type: 'choice', required: true, options: () => [{ value: 'general', label: 'complaint.general' }, { value: 'major', label: 'complaint.major' }], start: (c) => c.severity },
      { name: 'customerDue', type: 'time', start: (c) => localTime(c.customer_due) },
    ],
    body: (v, c) => ({ describe: onlyNew(v, c) }),
  },
  {
    kind: 'extended',
    fields: [{ name: 'until', type: 'time', required: true }, area('reason'), { name: 'toldHow', type: 'text', required: true }],
    body: (v) => ({ extend: { until: moment(v.until), reason: v.reason, told: v.toldHow } }),
  },
  {
    kind: 'action_added',
    fields: [
      { name: 'kind', type: 'choice', required: true, options: () => [{ value: 'remedial', label: 'complaint.remedial' }, { value: 'corrective', label: 'complaint.corrective' }, { value: 'preventive', label: 'complaint.preventive' }], start: () => 'remedial' },
      area('action'),
      { name: 'actionDue', type: 'time', required: true },
    ],
    body: (v) => ({ action: { remedial: v.kind === 'remedial', preventive: v.kind === 'preventive', text: v.action, due: moment(v.actionDue) } }),
  },
  {
    kind: 'action_done',
    fields: [
      { name: 'which', type: 'select', required: true, options: (c) => c.actions.filter((a) => !a.done_at).map((a) => ({ value: String(a.n), label: a.text, raw: true })), start: (c) => String(c.actions.find((a) => !a.done_at)?.n ?? '') },
      area('note', false),
    ],
    body: (v) => ({ done: { n: num(v.which), note: v.note } }),
  },
  {
    kind: 'evidence_added',
    fields: [{ name: 'from', type: 'number', required: true }, { name: 'to', type: 'number', required: true }, { name: 'shows', type: 'text' }],
    body: (v) => ({ evidence: { from: num(v.from), to: num(v.to), note: v.shows } }),
  },
  { kind: 'remarked', fields: [area('remark')], body: (v) => ({ remark: { text: v.remark } }) },
  {
    kind: 'assigned',
    fields: [{ name: 'colleague', type: 'select', required: true }],
    body: (v) => ({ assign: { to: v.colleague } }),
  },
  {
    kind: 'contacted',
    fields: [{ name: 'dispatch', type: 'select', required: true, options: (c) => named(owed(c)), start: (c) => String(owed(c)[0]?.n ?? '') }, area('contactHow')],
    body: (v) => ({ contact: { dispatch: num(v.dispatch), how: v.contactHow } }),
  },
  {
    kind: 'investigated',
    fields: [{ name: 'dispatch', type: 'select', required: true, options: (c) => named(searching(c)), start: (c) => String(searching(c)[0]?.n ?? '') }, area('foundOut')],
    body: (v) => ({ investigate: { dispatch: num(v.dispatch), result: v.foundOut } }),
  },
  {
    kind: 'escalated',
    fields: [
      { name: 'level', type: 'choice', required: true, options: () => ['lead', 'supervisor', 'manager'].map((r) => ({ value: r, label: 'rank.' + r })), start: () => 'lead' },
      area('toDecide'),
      { name: 'special', type: 'choice', options: yesNo, start: () => 'no' },
    ],
    body: (v) => ({ escalate: { level: v.level, reason: v.toDecide, special: v.special === 'yes' } }),
  },
  {
    kind: 'ruled',
    fields: [
      { name: 'which', type: 'select', required: true, options: (c) => unruled(c).map((e) => ({ value: String(e.n), label: e.reason, raw: true })), start: (c) => String(unruled(c)[0]?.n ?? '') },
      area('decision'),
    ],
    body: (v) => ({ rule: { n: num(v.which), decision: v.decision } }),
  },
  { kind: 'caller', fields: [{ name: 'callee', type: 'select', required: true }], body: (v, c) => ({ caller: { to: v.callee === c.owner ? '' : v.callee } }) },
  { kind: 'seen', fields: [], body: () => ({ see: {} }) },
]

// onlyNew leaves out what was not changed, so that the story tells changes only.
function onlyNew(v: Values, c: Case): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const key of ['nature', 'wanted', 'cause', 'severity', 'problem', 'analysis', 'solution', 'suggestion', 'responsible', 'substantiated'] as const) if ((v[key] ?? '') !== (c[key] ?? '')) out[key] = v[key]
  if (v.customerDue !== localTime(c.customer_due)) out.customer_due = moment(v.customerDue)
  return out
}

export const actOf = (kind: CaseKind): Act => ACTS.find((a) => a.kind === kind)!

// nextKind is what brings the complaint on; null when others have to, or nothing is left to do.
export function nextKind(c: Case): CaseKind | null {
  const wanted = next(c)
  return wanted && c.can.includes(wanted) ? wanted : null
}

function next(c: Case): CaseKind | null {
  if (c.step === 'closed') return 'seen'
  if (unruled(c).some((e) => e.special) && c.can.includes('ruled')) return 'ruled'
  switch (c.step) {
    case 'registered':
      if (!c.validity) return 'judged'
      return c.validity === 'valid' ? 'dispatched' : 'handled'
    case 'dispatched':
      return 'handled'
    case 'handled':
      return 'returned'
    case 'returned':
      return c.reply ? 'followed_up' : 'replied'
    case 'followed_up':
      return 'closed'
  }
  return null
}

// instead is the other way at the same step: solved at once, without a department.
export const instead = (c: Case): CaseKind | null => (c.step === 'registered' && c.validity === 'valid' && c.can.includes('handled') ? 'handled' : null)

// others are what can be done besides, in a fixed order.
export const others = (c: Case): CaseKind[] => {
  const main = [nextKind(c), instead(c)]
  const order: CaseKind[] = ['remarked', 'described', 'judged', 'evidence_added', 'dispatched', 'replied', 'action_added', 'action_done', 'extended', 'contacted', 'investigated', 'escalated', 'ruled', 'caller', 'assigned', 'reopened', 'seen']
  return order.filter((k) => c.can.includes(k) && !main.includes(k) && (k !== 'action_done' || c.actions.some((a) => !a.done_at)))
}
