import { flushPromises, mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { answerWith, detail, freshDesk, message, row } from './fixtures'
import { i18n } from '@/i18n'
import NoReplyButton from '@/inbox/composer/NoReplyButton.vue'
import { useRows } from '@/stores/rows'
import { useTranscripts } from '@/stores/transcripts'

it('that no reply is needed is said of what stands on the screen', async () => {
  freshDesk()
  const calls = answerWith([[/no-reply/, () => ({ seq: 8, version: 8 })], [/GET/, () => detail({ no_reply: 'may' })]])
  useRows().put(row())
  useTranscripts().opened.set('s1', { status: 'ready', transcript: { version: 7, messages: [message(6), message(7)], hasOlder: false }, detail: detail({ no_reply: 'may' }), problem: null, loadingOlder: false })
  const view = mount(NoReplyButton, { props: { session: 's1' }, global: { plugins: [i18n] } })
  await view.get('[data-testid=no-reply]').trigger('click')
  await flushPromises()
  expect(calls.find((c) => c.what.startsWith('POST'))).toEqual({ what: 'POST /sessions/s1/no-reply', body: { seen_seq: 7 } })
  view.unmount()
})
