import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { i18n } from '@/i18n'
import { diff } from '@/settings/diff'
import { amount, seconds } from '@/settings/duration'
import { reason } from '@/settings/reasons'
import { variables } from '@/settings/scripts'
import texts from '@/settings/texts/zh-CN'
import { items, lines, put } from '@/settings/useForm'

describe('what differs between two versions', () => {
  it('is told by id, not by place', () => {
    const before = { number: 1, rules: [{ id: 'a', action: 'warn', phrases: ['x', 'y'] }, { id: 'b', action: 'ask', phrases: [] }] }
    const after = { rules: [{ id: 'c', action: 'ask', phrases: ['q'] }, { id: 'a', phrases: ['y', 'z'], action: 'block' }], number: 2 }
    expect(diff(before, after)).toEqual([
      { path: ['rules', 'c', 'id'], after: 'c' },
      { path: ['rules', 'c', 'action'], after: 'ask' },
      { path: ['rules', 'c', 'phrases'], after: 'q' },
      { path: ['rules', 'a', 'phrases'], after: 'z' },
      { path: ['rules', 'a', 'action'], before: 'warn', after: 'block' },
      { path: ['number'], before: '1', after: '2' },
      { path: ['rules', 'a', 'phrases'], before: 'x' },
      { path: ['rules', 'b', 'id'], before: 'b' },
      { path: ['rules', 'b', 'action'], before: 'ask' },
    ])
  })

  it('is nothing where only the order of keys is another', () => {
    expect(diff({ a: 1, b: { c: [1, 2] } }, { b: { c: [2, 1] }, a: 1 })).toEqual([])
  })
})

describe('durations', () => {
  it('are read as Go writes them', () => {
    expect(['60s', '1m30s', '24h0m0s', '500ms', '60', 'soon', ''].map(seconds)).toEqual([60, 90, 86400, 0.5, null, null, null])
  })
  it('are shown in the largest unit that keeps them whole', () => {
    expect(['60s', '300s', '90s', '24h', '0s'].map(amount)).toEqual([
      { n: 60, unit: 's' }, { n: 5, unit: 'm' }, { n: 90, unit: 's' }, { n: 24, unit: 'h' }, { n: 0, unit: 's' },
    ])
  })
})

describe('reasons', () => {
  it('are said in the reader\'s words', () => {
    i18n.global.mergeLocaleMessage('zh-CN', texts)
    expect(reason('1s is out of range; choose from 5s to 24h')).toBe('超出范围：5s to 24h')
    expect(reason('must say {{.Organisation}}')).toBe('要包含「单位名称」')
    expect(reason('must hold a phrase of phrases.closing')).toBe('要包含一句告别语')
    expect(reason('something that nobody knows yet')).toBe('something that nobody knows yet')
  })

  // The sentences are the server's: when one changes there, its translation would silently be lost.
  it('are sentences that the server still says', () => {
    const server = ['internal/yamlform/yamlform.go', 'internal/calendar/build.go', 'internal/calendar/build_plan.go', 'internal/settings/groups.go', 'internal/settings/wording.go',
      'scripts/load_script.go', 'scripts/check.go', 'scripts/guard/compile.go', 'scripts/guard/phrase.go', 'scripts/guard/useful.go', 'config/kinds.go']
      .map((f) => readFileSync(new URL('../../../' + f, import.meta.url), 'utf8')).join('\n')
    for (const words of ['wants text', 'wants a list', 'unknown key', 'given twice', 'out of range', 'has no unit', 'is not a duration', 'is not a time zone', 'is not a span', 'overlaps',
      'is not a date', 'is before date', 'as well: keep one', 'says no hours', 'is open at no time', 'is there already', 'has no letter to recognise', 'holds no phrase of the rule',
      'is a phrase of the rule itself', 'must say {{.', 'at this stage', 'can be empty here', 'must hold a phrase of phrases.', 'must hold no phrase of phrases.', 'fits at the same moment as',
      'the desk needs a script', 'sessions start in one group only', 'one group handles complaints', 'one of them must be the default', 'there is no group', 'use small letters', 'stands above']) {
      expect(server, words).toContain(words)
    }
  })
})

describe('forms', () => {
  it('leave out what says nothing', () => {
    const on: Record<string, unknown> = { default: true, min_level: 2 }
    put(on, 'default', false)
    put(on, 'min_level', 0)
    put(on, 'groups', [])
    put(on, 'name', 'x')
    expect(on).toEqual({ name: 'x' })
  })
  it('read lists as people write them', () => {
    expect(items('09:00-12:00、13:00-18:00, 20:00-22:00')).toEqual(['09:00-12:00', '13:00-18:00', '20:00-22:00'])
    expect(lines(' 我不知道 \n\n随便')).toEqual(['我不知道', '随便'])
  })
  it('put what may be empty inside a condition', () => {
    expect(variables('greeting')).toEqual([{ name: 'Organisation', text: '{{.Organisation}}' }, { name: 'Customer', text: '{{if .Customer}}{{.Customer}}，{{end}}' }])
    expect(variables('agent_greeting').map((v) => v.name)).toEqual(['Organisation', 'Agent', 'Customer'])
  })
})
