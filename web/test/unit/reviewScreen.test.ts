import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { addTexts, i18n } from '@/i18n'
import { markTexts } from '@/marks'
import { qualityTexts } from '@/quality'
import type { Item, Overview, Review, Sample } from '@/quality/api'
import ReviewScreen from '@/quality/ReviewScreen.vue'
import { answerWith, freshDesk, later, refusal } from './fixtures'

const names = { 'zh-CN': 'x', 'zh-TW': 'x', en: 'x', rule: 'QA-05' }
const item = (n: number): Item => ({ n, session: 's' + n, stratum: '*', replaces: 0, opened_at: 0, closed_at: 0 })
const view = { day: '2026-11-22', per_agent: 3, agents: [], mine: { reviewed: 0, median_seconds: 0 }, reviewers: [], reasons: [], scorecard: { version: 'v', fails_from: 1, reasons: [], criteria: [{ id: 'greeting', ...names }] } } as unknown as Overview
const sample: Sample = { day: view.day, agent: 'mei', name: '梅', items: [item(1), item(2), item(3)] }

beforeEach(async () => {
  freshDesk()
  await Promise.all([addTexts(qualityTexts), addTexts(markTexts)])
})

describe('a review that was handed in', () => {
  // The clock of the answer: whoever opens something else meanwhile stays there.
  it.each([[1, [[2]]], [3, undefined]])('goes on to the next one only where nothing else was opened: at %s', async (n, opened) => {
    const answer = later<Review>()
    answerWith([[/POST .*reviews/, () => answer.answer], [/./, () => refusal(503, 'away')]])
    const page = mount(ReviewScreen, { props: { view, sample, n: 1 }, global: { plugins: [i18n] } })
    await flushPromises()
    await page.get('[data-testid=pass-rest]').trigger('click')
    page.findComponent({ name: 'ScorecardForm' }).vm.$emit('judge', 'greeting', 'pass')
    await page.get('[data-testid=submit-review]').trigger('click')
    await page.setProps({ n })
    answer.give({ n: 1, reviewer: 'a1', reviewer_name: '张敏', at: 1, seconds: 1, scorecard: 'v', verdict: 'pass', marks: [] })
    await flushPromises()
    expect(page.emitted('open')).toEqual(opened)
    page.unmount()
  })
})
