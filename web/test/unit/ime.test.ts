// Enter and Escape belong to the input method while it composes (A13): whoever listens for them asks composing() first.

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { i18n } from '@/i18n'
import PanelFrame from '@/inbox/panels/PanelFrame.vue'
import { freshDesk } from './fixtures'

const files = (dir: string): string[] => readdirSync(dir).flatMap((n) => (statSync(join(dir, n)).isDirectory() ? files(join(dir, n)) : /\.(vue|ts)$/.test(n) ? [join(dir, n)] : []))

// A button composes nothing; a picture shown large has no field.
const NOTHING_TO_WRITE = ['src/inbox/thread/ChangeButtons.vue', 'src/files/PictureViewer.vue']

// heads are the places where a function begins; what stands from one to the next is read as one handler.
function handlers(source: string): string[] {
  const heads = [...source.matchAll(/^(?: {0,2}(?:export )?(?:async )?function | {0,2}useEvent\(|(?:export )?const \w+ = |<template>)/gm)].map((m) => m.index)
  return heads.map((from, i) => source.slice(from, heads[i + 1]))
}

function unguarded(source: string): string[] {
  const all = handlers(source)
  const keys = all.filter((h) => !h.startsWith('<template>') && /\.key (?:===|!==) '(?:Enter|Escape)'/.test(h) && !h.includes('composing('))
  const bound = [...source.matchAll(/@key(?:down|up)(?:\.\w+)*\.(?:esc|enter)(?:\.\w+)*="([^"]*)"/g)].map((m) => m[1]!)
  const named = (to: string) => all.find((h) => new RegExp(`(?:function|const) ${to}\\b`).test(h))
  return [...keys, ...bound.filter((to) => !(/^\w+$/.test(to) && named(to)?.includes('composing(')))]
}

describe('an input method', () => {
  beforeEach(freshDesk)

  it('is asked about by every handler of Enter and Escape, through the one guard', () => {
    const found = files('src').filter((f) => !NOTHING_TO_WRITE.includes(f)).flatMap((f) => unguarded(readFileSync(f, 'utf8')).map((h) => `${f}: ${h.slice(0, 90)}`))
    expect(found).toEqual([])
    const half = files('src').filter((f) => f !== 'src/keys/ime.ts' && /(?<!InputEvent\))\.isComposing/.test(readFileSync(f, 'utf8')))
    expect(half).toEqual([]) // Safari's keydown after the composition has the code 229 alone
  })

  it('would be told of one that does not', () => {
    const bad = "function onKey(ev: KeyboardEvent): void {\n  if (ev.key === 'Enter') submit()\n}\n"
    expect(unguarded(bad)).toHaveLength(1)
    expect(unguarded(bad.replace('submit', 'composing(ev) || submit'))).toEqual([])
    expect(unguarded('<template>\n<input @keydown.esc.stop="x = 1">')).toHaveLength(1)
  })

  it('keeps its Ctrl+Enter from sending a panel', async () => {
    const panel = mount(PanelFrame, { props: { title: 'x', name: 'x', error: '' }, global: { plugins: [i18n] } })
    await panel.trigger('keydown', { key: 'Enter', ctrlKey: true, keyCode: 229 })
    expect(panel.emitted('submit')).toBeUndefined()
    await panel.trigger('keydown', { key: 'Enter', ctrlKey: true })
    expect(panel.emitted('submit')).toHaveLength(1)
    panel.unmount()
  })
})
