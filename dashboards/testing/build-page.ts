import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { isBuilt } from '../../start/build.mjs'

export interface BuiltPage {
  readonly directory: string
  remove(): Promise<void>
}

/** The page as it is now: what `npm test` built where no source has changed since, otherwise a build of its own. */
export async function buildPage(mode: 'dispatch' | 'cab'): Promise<BuiltPage> {
  if (isBuilt()) return { directory: join(import.meta.dirname, '../dist/pages', mode), remove: async () => {} }
  const directory = await mkdtemp(join(tmpdir(), `coldrx-${mode}-`))
  // Inside vitest NODE_ENV is "test", and the page would be built with Vue's development warnings.
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  try {
    await build({
      mode,
      configFile: join(import.meta.dirname, '../vite.config.ts'),
      build: { outDir: directory },
      logLevel: 'error',
    })
  } finally {
    process.env.NODE_ENV = before
  }
  return { directory, remove: () => rm(directory, { recursive: true, force: true }) }
}
