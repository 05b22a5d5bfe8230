import { el } from './dom'
import type { TextKey, Translate } from './texts'
import type { Survey } from './wire'

const solved = ['yes', 'partly', 'no'] as const
const reasons = ['slow', 'attitude', 'unsolved', 'unclear'] as const
const remarkAtMost = 1000

/** An answer in words, which begin with the score: what stands in the conversation for everybody. */
export const surveyText = (s: Survey, remark: string, t: Translate): string =>
  [
    `${s.score}/5`,
    ...(s.solved ? [t(`solved_${s.solved}` as TextKey)] : []),
    ...(s.reasons?.length ? [s.reasons.map((r) => t(`reason_${r}` as TextKey)).join(t('comma'))] : []),
    ...(remark ? [remark] : []),
  ].join(' · ')

/** Below how satisfied somebody is, who is offered that a human comes back. */
export const isLow = (score: number): boolean => score > 0 && score <= 2

interface Needs {
  t: Translate
  score: number
  send(s: Survey, remark: string, again: boolean): void
  never(): void
}

/** What else is asked when the stars are given: one page, nothing of it has to be said. */
export const surveyForm = ({ t, score, send, never }: Needs): HTMLElement => {
  const choice = (kind: 'radio' | 'checkbox', name: string, value: string, label: TextKey) => el('label', {}, el('input', { type: kind, name, value }), t(label))
  const group = (label: TextKey, ...all: HTMLElement[]) => el('fieldset', {}, el('legend', {}, t(label)), ...all)
  const remark = el('input', { name: 'remark', maxlength: String(remarkAtMost), 'aria-label': t('remark'), placeholder: t('remark') })
  const off = el('button', { type: 'button', class: 'quiet' }, t('surveyNever'))
  off.addEventListener('click', never)
  const form = el(
    'form',
    { class: 'ask poll', 'aria-label': t('rate') },
    group('solved', ...solved.map((v) => choice('radio', 'solved', v, `solved_${v}`))),
    group('reasons', ...reasons.map((v) => choice('checkbox', 'reasons', v, `reason_${v}`))),
    remark,
    isLow(score) ? choice('checkbox', 'again', '1', 'contactMe') : null,
    el('p', { class: 'acts' }, el('button', { type: 'submit', class: 'send' }, t('submit')), off),
  )
  form.addEventListener('submit', (e) => {
    e.preventDefault()
    const said = new FormData(form)
    const why = said.getAll('reasons').map(String)
    const what = said.get('solved')
    send({ score, ...(what ? { solved: String(what) } : {}), ...(why.length ? { reasons: why } : {}) }, String(said.get('remark') ?? '').trim(), said.has('again'))
  })
  return form
}
