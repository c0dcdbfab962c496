import { join } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { baseMap } from './base-map/vite-base-map.ts'

/** One build a page (`--mode dispatch`, `--mode cab`): each ends in a folder that is served as it is, by another program. */
export default defineConfig(({ mode }) => {
  const page = mode === 'cab' ? 'cab' : 'dispatch'
  return {
    root: page === 'cab' ? join(import.meta.dirname, 'cab') : import.meta.dirname,
    // Relative: the page does not know below which path it is served.
    base: './',
    publicDir: false as const,
    plugins: [vue(), baseMap()],
    worker: { format: 'es' as const },
    resolve: { conditions: ['source', 'module', 'browser', 'production'] },
    define: {
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_I18N_FULL_INSTALL__: 'false',
      __VUE_I18N_LEGACY_API__: 'false',
      __INTLIFY_PROD_DEVTOOLS__: 'false',
    },
    build: {
      outDir: join(import.meta.dirname, 'dist/pages', page),
      emptyOutDir: true,
      target: 'chrome111',
      // The content security policy of the pages' server allows no data: address.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1_200,
      reportCompressedSize: false,
    },
    logLevel: 'warn' as const,
  }
})
