// The scripts that the first screen of the inbox loads, with nothing open: what the page, the shell and the inbox fetch at once, and
// what these import, one from the other. A browser test holds it against what Chromium really fetches (internal/e2e, TestFirstScreen).

import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const DIST = new URL('../dist/', import.meta.url)
const ROOTS = ['early.js', 'assets/index.js', 'assets/AppShell.js', 'assets/InboxPage.js', 'assets/ThreadEmpty.js', 'assets/PaneEdge.js']
const WORDS = ['', 'keys.', 'own.', 'panes.'] // of the whole, and of the places that are seen at once
export const LOCALES = ['zh-CN', 'zh-TW', 'en']

export const BUDGET = { js: 180, css: 40 } // KB after gzip

// firstScreen are the paths below dist, sorted.
export function firstScreen(locale) {
  const found = new Set()
  const follow = (path) => {
    if (found.has(path)) return
    found.add(path)
    for (const m of readFileSync(new URL(path, DIST), 'utf8').matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)) follow('assets/' + m[1])
  }
  for (const path of [...ROOTS, ...WORDS.map((w) => `assets/${w}${locale}.js`)]) follow(path)
  return [...found].sort()
}

// assets are the paths of everything that has been built, sorted.
export const assets = () => readdirSync(new URL('assets/', DIST)).sort().map((name) => 'assets/' + name)

// weight of files together, in KB after gzip.
export const weight = (paths) => paths.reduce((sum, p) => sum + gzipSync(readFileSync(new URL(p, DIST)), { level: 9 }).length, 0) / 1024
