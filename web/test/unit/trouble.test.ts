import { mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { answerWith, detail, freshDesk, row } from './fixtures'
import { i18n } from '@/i18n'
import ComposerBox from '@/inbox/composer/ComposerBox.vue'
import ConnectionBars from '@/shell/ConnectionBars.vue'
import { useOutbox } from '@/stores/outbox'
import { useRows } from '@/stores/rows'
import { useTranscripts } from '@/stores/transcripts'
import { useTroubles, type Trouble } from '@/stores/troubles'

const dead: Trouble = { channel: 'site', name: '官网', type: 'webchat', alarm: 'failing', since: new Date().setHours(9, 5, 0, 0) }
const drawn = async () => {
  await vi.dynamicImportSettled()
  await new Promise((done) => setTimeout(done))
}

describe('a channel in trouble', () => {
  beforeEach(freshDesk)

  it('is a red bar until it is well again', async () => {
    const bars = mount(ConnectionBars, { global: { plugins: [i18n] } })
    useTroubles().set([dead, { ...dead, channel: 'tg', name: '', type: 'telegram', alarm: 'quiet' }])
    await drawn()
    expect(bars.findAll('[data-testid=bar-channel]').map((b) => b.text())).toEqual(['渠道“官网”自 09:05 起不可用：回复先保留，恢复后自动发出', '渠道“Telegram”自 09:05 起没有任何消息，可能已中断'])
    useTroubles().set([])
    await drawn()
    expect(bars.find('[data-testid=bar-channel]').exists()).toBe(false)
    bars.unmount()
  })

  it('is said where an answer is written, and stops nobody; notes and other channels are not told', async () => {
    answerWith([[/./, () => ({ findings: [] })]])
    useRows().put(row({ version: 5, owner: { id: 'a1', name: '张敏' } }))
    useTranscripts().opened.set('s1', { status: 'ready', transcript: { version: 5, messages: [], hasOlder: false }, detail: detail({ greeting_script: '' }), problem: null, loadingOlder: false })
    const box = mount(ComposerBox, { props: { session: 's1', noteOnly: false, maxText: 0, byHand: false, quoting: { replies: true, accept_on_commit: false } }, global: { plugins: [i18n] } })
    const remark = () => box.find('[data-testid=composer-trouble]')
    useTroubles().set([{ ...dead, channel: 'another' }])
    await drawn()
    expect(remark().exists()).toBe(false)
    useTroubles().set([dead])
    await drawn()
    expect(remark().text()).toContain('保留到渠道恢复后发出')
    await box.find('textarea').setValue('您好')
    await box.find('textarea').trigger('keydown', { key: 'Enter' })
    expect([...useOutbox().entries.values()].map((e) => e.text)).toEqual(['您好'])
    await box.find('[data-testid=mode-note]').trigger('click')
    await drawn()
    expect(remark().exists()).toBe(false)
    box.unmount()
  })
})
