// The words that main.ts waits for before anything is drawn.

// vue-i18n warns developers that a message compiler of one's own may change with its next version. Its version is pinned, and every
// test file would say it again.
const warn = console.warn
console.warn = (...said: unknown[]) => void (String(said[0]).includes('Custom Message Compiler') || warn(...said))
const { setLocale } = await import('@/i18n')
console.warn = warn

await setLocale('zh-CN')

export {}
