// Builds ../dist: chat.js and chat.css (the page), widget.js (the loader that other sites embed). The names carry no
// hash, so that the committed files change only where the program changed; the Go side puts a version into their address.
// With --test it builds the tests to .test and runs them.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

const root = fileURLToPath(new URL('.', import.meta.url))
// Phones that customers still carry. Chrome 87 to 90 read the result as well: they only stumble over a spread in an optional call, which is not used.
const target = ['chrome91', 'safari14', 'firefox78']

const common = {
  root,
  configFile: false,
  logLevel: 'warn',
}

const bundle = (input, output) =>
  build({
    ...common,
    build: {
      outDir: '../dist',
      emptyOutDir: false,
      target,
      cssTarget: target,
      cssCodeSplit: false,
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: { input, output: { codeSplitting: false, assetFileNames: 'chat.css', ...output } },
    },
  })

// Bytes as they are served, where Go's gzip makes them a hundred larger. The loader's limit holds before compression, too: it runs on other people's pages.
const budget = { 'chat.js': [80_000, 24_900], 'chat.css': [20_000, 6_000], 'widget.js': [5_120, 3_072] }

const weigh = () => {
  let over = false
  for (const [name, [raw, zipped]] of Object.entries(budget)) {
    const bytes = readFileSync(`${root}../dist/${name}`)
    const zip = gzipSync(bytes, { level: 9 }).length
    over ||= bytes.length > raw || zip > zipped
    console.log(`${name}: ${bytes.length} bytes, ${zip} gzip (at most ${raw}, ${zipped})`)
  }
  if (over) process.exit(1)
}

const test = async () => {
  const files = readdirSync(`${root}test`).filter((f) => f.endsWith('.test.ts'))
  const input = Object.fromEntries(files.map((f) => [f.replace('.ts', ''), `test/${f}`]))
  await build({ ...common, build: { ssr: true, outDir: '.test', emptyOutDir: true, minify: false, rolldownOptions: { input } } })
  const run = spawnSync(process.execPath, ['--test', ...files.map((f) => `${root}.test/${f.replace('.ts', '.js')}`)], { stdio: 'inherit' })
  rmSync(`${root}.test`, { recursive: true, force: true })
  process.exit(run.status ?? 1)
}

if (process.argv.includes('--test')) {
  await test()
} else {
  rmSync(`${root}../dist`, { recursive: true, force: true })
  await bundle('src/chat/main.ts', { entryFileNames: 'chat.js', format: 'es' })
  await bundle('src/loader/widget.ts', { entryFileNames: 'widget.js', format: 'iife' })
  weigh()
}
