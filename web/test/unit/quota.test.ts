import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { answerWith, detail, freshDesk, row } from './fixtures'
import { forgetServerTime } from '@/clock/serverTime'
import { i18n } from '@/i18n'
import ComposerBox from '@/inbox/composer/ComposerBox.vue'
import ClosePanel from '@/inbox/panels/ClosePanel.vue'
import { quotaLeft, quotaState } from '@/quota/left'
import { useOutbox } from '@/stores/outbox'
import { useRows } from '@/stores/rows'
import { useTranscripts } from '@/stores/transcripts'
import type { Row } from '@/api/types'

const HOUR = 3600_000
const q = (left: number, until = 0) => ({ messages: 5, left, until })

describe('what a network still takes', () => {
  beforeEach(() => {
    freshDesk()
    forgetServerTime()
    answerWith([[/./, () => ({ findings: [] })]])
  })
  afterEach(() => void vi.useRealTimers())

  it('is ample, little, used, or over', () => {
    expect([4, 3, 2, 1, 0].map((n) => quotaState(q(n), 0))).toEqual(['ample', 'ample', 'few', 'few', 'used'])
    expect([quotaState(q(4, 100), 100), quotaState(q(4, 100), 101), quotaState(q(0, 100), 101)]).toEqual(['ample', 'over', 'over'])
    expect([41.5 * HOUR, HOUR, 90_000, -1].map((left) => quotaLeft(q(4, 10 * HOUR + left), 10 * HOUR))).toEqual(['41h', '1h', '01:30', ''])
    expect(quotaLeft(q(4), 0)).toBe('')
  })

  async function open(quota: Row['quota']) {
    useRows().put(row({ version: 5, ...(quota && { quota }) }))
    useTranscripts().opened.set('s1', { status: 'ready', transcript: { version: 5, messages: [], hasOlder: false }, detail: detail(), problem: null, loadingOlder: false })
    const box = mount(ComposerBox, { props: { session: 's1', noteOnly: false, maxText: 0, byHand: false, quoting: { replies: true, accept_on_commit: false } }, global: { plugins: [i18n] } })
    await vi.dynamicImportSettled()
    await new Promise((done) => setTimeout(done))
    return box
  }

  it('stands at the composer, and goes on by itself', async () => {
    const box = await open(q(4, Date.now() + 41 * HOUR + 1000))
    expect(box.find('[data-testid=quota]').text()).toBe('网页 剩 4/5 条 · 41h'.replace('网页', i18n.global.t('channel.webchat')))
    useRows().put(row({ version: 6, quota: q(2) }))
    await new Promise((done) => setTimeout(done, 600)) // the ticker's next turn
    expect(box.find('[data-testid=quota]').attributes('data-state')).toBe('few')
    await box.find('textarea').setValue('')
    await nextTick()
    await box.find('[data-testid=quota-join]').trigger('click')
    expect(box.find('textarea').element.value).toContain('您好，我是张敏。')
    box.unmount()
  })

  it('without any left nothing is sent, and what was written stays; a note is left all the same', async () => {
    const box = await open(q(0))
    const text = box.find('textarea')
    await text.setValue('还有一句')
    await text.trigger('keydown', { key: 'Enter' })
    expect([useOutbox().entries.size, text.element.value, box.find('[data-testid=send]').attributes('disabled')]).toEqual([0, '还有一句', ''])
    await box.find('[data-testid=mode-note]').trigger('click')
    await text.setValue('等客户来信')
    await text.trigger('keydown', { key: 'Enter' })
    expect([...useOutbox().entries.values()].map((e) => e.kind)).toEqual(['note'])
    box.unmount()
  })

  it('offers to close without a closing when none can be sent, and only then', () => {
    const panel = (quota: Row['quota']) => {
      const p = mount(ClosePanel, { props: { row: row(quota && { quota }), detail: detail() }, global: { plugins: [i18n] } })
      const skips = p.find<HTMLInputElement>('[data-testid=skip-closing]').element.checked
      const why = p.find<HTMLSelectElement>('[data-testid=skip-reason]')
      const out = [skips, why.exists() ? why.element.value : '']
      p.unmount()
      return out
    }
    expect([panel(undefined), panel(q(1)), panel(q(0)), panel(q(3, 1))]).toEqual([[false, ''], [false, ''], [true, 'quota_used'], [true, 'quota_used']])
  })
})
