import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

// The names carry no hash, so that the committed dist changes only where the program changed. The Go side puts all of them
// under one folder that is named after the whole build: a page never mixes its parts with those of another build.
export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
    __INTLIFY_DROP_MESSAGE_COMPILER__: 'true', // src/i18n/compile.ts,
  },
  // Files of a build name each other relative to themselves, wherever the folder is.
  experimental: { renderBuiltUrl: (_, { type, hostType }) => (type === 'public' || hostType === 'html' ? undefined : { relative: true }) },
  build: {
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'], // the first ones with light-dark()
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        entryFileNames: 'assets/[name].js',
        // The words of the places are all called by their language.
        // A part of a library that several places share is named after its file, without the hash that may be in that.
        chunkFileNames: ({ facadeModuleId: id, name }) => `assets/${id?.match(/\/(\w+)\/texts\/[\w-]+\.ts$/)?.[1]?.concat('.') ?? ''}${name.replace(/-[\w-]{8}$/, '')}.js`,
        // What nearly every part needs, the library with it, is one file: cut by who shares what it would be thirty small ones, of the
        // first screen all the same, and 6 KB more of them (gzip).
        codeSplitting: { groups: [{ name: 'base', test: /src\/(clock|stores)\// }] },
        assetFileNames: 'assets/[name][extname]',
      },
    },
  },
  server: { proxy: { '/api': { target: process.env.FIRSTLINE_API ?? 'http://127.0.0.1:8080', ws: true } } },
  // In CI what fails is run once more, as everywhere (docs/decisions/0015).
  test: { environment: 'happy-dom', setupFiles: ['test/unit/words.ts'], include: ['test/unit/**/*.test.ts'], restoreMocks: true, maxWorkers: 1, retry: process.env.CI === 'true' ? 1 : 0 },
})
