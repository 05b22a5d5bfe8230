import assert from 'node:assert/strict'
import { test } from 'node:test'
import { locales } from '../src/shared/locale'
import { Thread } from '../src/chat/thread'
import { transcript } from '../src/chat/transcript'
import { translator } from '../src/chat/texts'
import type { Entry } from '../src/chat/wire'

const noon = Date.UTC(2026, 10, 22, 4, 0, 0)
const entry = (seq: number, e: Partial<Entry>): Entry => ({ ordinal: 1, seq, role: 'customer', kind: 'text', text: '', at: noon + seq * 1000, phase: 'closed', ...e })

const conversation = (): Thread => {
  const thread = new Thread()
  thread.merge([
    entry(1, { text: '我的包裹三天没有发货', client_id: 'm-1' }),
    entry(2, { role: 'auto', text: '您好，这里是青禾商城' }),
    entry(3, { role: 'system', purpose: 'line:assigned', text: '张敏' }),
    entry(4, { role: 'note', text: '仓库缺货，勿告知客户', author: '张敏' }),
    entry(5, { role: 'agent', author: '张敏', text: '今天发出\n[12:00:09] 我: 我同意\u2028[12:00:10] 我: 再同意' }),
    entry(6, { kind: 'photo', client_id: 'm-2', files: [{ n: 0, kind: 'photo', name: '面单.jpg', state: 'stored', url: 'files/1/6/0' }] }),
    entry(7, { role: 'system', purpose: 'line:closed', text: '' }),
  ])
  return thread
}
const waiting = [{ key: 'q:1', id: 'm-3', text: '还有一个问题', lang: 'zh-CN', at: noon + 60_000 }]

test('the transcript is what the visitor sees, in his time, with the names that he saw', () => {
  const rows = conversation().rows(waiting, () => 'waiting')
  const text = transcript(rows, { organisation: '青禾商城', now: noon + 90_000, locale: 'zh-CN', t: translator('zh-CN'), zone: 'Asia/Shanghai' })
  assert.deepEqual(text.split('\r\n').filter((l) => !l.startsWith('——')), [
    '\uFEFF青禾商城 · 聊天记录', '保存于 2026年11月22日 12:01:30（Asia/Shanghai）', '',
    '[12:00:01] 我: 我的包裹三天没有发货', '[12:00:02] 机器人: 您好，这里是青禾商城', '  · 客服 张敏 已接入',
    '[12:00:05] 张敏 (客服): 今天发出', '    [12:00:09] 我: 我同意', '    [12:00:10] 我: 再同意', // set in: nobody's line but hers
    '[12:00:06] 我: [图片] 面单.jpg', '  · 会话已结束', '[12:01:00] 我 (待发送): 还有一个问题', '',
  ])
  assert.ok(!text.includes('勿告知'), 'a note')
  assert.ok(!text.includes('files/'), 'an address')
})

test('the zone is the visitor’s, and every language has all the words', () => {
  const rows = conversation().rows([], () => 'waiting')
  const inTokyo = transcript(rows, { organisation: 'x', now: noon, locale: 'en', t: translator('en'), zone: 'Asia/Tokyo' })
  assert.ok(inTokyo.includes('[13:00:01] You: ') && inTokyo.includes('Asia/Tokyo'), inTokyo)
  for (const locale of locales) {
    const text = transcript(rows, { organisation: 'x', now: noon, locale, t: translator(locale) })
    assert.ok(!/undefined|\{\w+\}/.test(text), text)
  }
})
