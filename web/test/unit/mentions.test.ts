import { beforeEach, expect, test, vi } from 'vitest'
import { createPinia, setActivePinia } from 'pinia'
import { labels, mentionSpots, named, sought } from '@/lib/mentions'
import { useMentions } from '@/stores/mentions'
import { useNotices } from '@/stores/notices'
import { useTranscripts } from '@/stores/transcripts'
import * as desk from '@/api/desk'
import { row } from './fixtures'

const people = [
  { id: 'z-11aa', name: '张敏' }, { id: 'z-22aa', name: '张敏' }, { id: 'a', name: 'Ann' }, { id: 'b', name: 'Anna' }, { id: 'c', name: '李雷' },
]

beforeEach(() => setActivePinia(createPinia()))

test('a note speaks to whom it names: the longest name, no mailbox, and of two with one name only the one that is meant', () => {
  const of = (text: string) => named(text, people)
  expect(of('@李雷请看，@Anna 也看')).toEqual(['c', 'b'])
  expect(of('@Ann, @Ann')).toEqual(['a'])
  expect(of('@Annabel')).toEqual([])
  expect(of('write to x@Ann or 李雷')).toEqual([])
  expect(of('@张敏 看一下')).toEqual([])
  const label = labels(people).get('z-22aa')!
  expect(label).not.toBe('张敏')
  expect(labels(people).get('z-11aa')).not.toBe(label)
  expect(of(`@${label} 看一下`)).toEqual(['z-22aa'])
  expect(of('')).toEqual([])
})

test('in a written note the names stand out of those whom it spoke to, and of nobody else', () => {
  const told = [{ id: 'c', name: '李雷', looked_at: 0 }, { id: 'z-22aa', name: '张敏', looked_at: 5 }]
  const text = `@李雷 @Ann @张敏#${'z-22aa'.slice(-3)} @张敏#1aa`
  expect(mentionSpots(text, told).map((s) => text.slice(s.start, s.end))).toEqual(['@李雷', '@张敏#2aa'])
  expect(mentionSpots('@李雷', undefined)).toEqual([])
})

test('the list opens behind an @ that begins a word, and follows the caret', () => {
  expect(sought('问 @zh', 5)).toEqual({ start: 2, q: 'zh' })
  expect(sought('@', 1)).toEqual({ start: 0, q: '' })
  expect(sought('@', 0)).toBeNull()
  expect(sought('a@b', 3)).toBeNull()
  expect(sought('请@李', 3)).toEqual({ start: 1, q: '李' })
  expect(sought('@ 你好', 4)).toBeNull()
  expect(sought('@李雷\n好', 5)).toBeNull()
})

test('news is told once and stands among the mentions; what lies before the eyes is read at once', async () => {
  const r = row({ id: 's1', title: '王女士' })
  const list = vi.spyOn(desk, 'mentions').mockResolvedValue([{ session: 's1', seq: 4, by: { id: 'c', name: '李雷' }, at: 1, row: r }])
  const detail = vi.spyOn(useTranscripts(), 'loadDetail').mockResolvedValue()
  const mentions = useMentions()
  await mentions.heard({ op: 'mention', session: 's1', title: '王女士', by: { id: 'c', name: '李雷' }, seq: 4, at: 1 })
  expect(mentions.has('s1')).toBe(true)
  expect(useNotices().toasts.map((t) => [t.session, t.text.includes('李雷')])).toEqual([['s1', true]])
  list.mockResolvedValue([])
  await mentions.heard({ op: 'mention', session: 's1' })
  expect(mentions.all).toEqual([])
  expect(useNotices().toasts).toHaveLength(1)
  useTranscripts().current = 's1'
  list.mockClear()
  await mentions.heard({ op: 'mention', session: 's1', title: '王女士', by: { id: 'c', name: '李雷' }, seq: 5, at: 2 })
  expect(detail).toHaveBeenCalledWith('s1')
  expect(list).not.toHaveBeenCalled()
})
