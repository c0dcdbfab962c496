import { defineConfig } from 'vitest/config'

export default defineConfig({
  ssr: { resolve: { conditions: ['source'], externalConditions: ['source'] } },
  resolve: { conditions: ['source'] },
  test: {
    include: [
      '**/src/**/*.test.ts',
      '**/server/**/*.test.ts',
      'dashboards/e2e/**/*.test.ts',
      'e2e/**/*.test.ts',
      'bench/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**'],
    pool: 'forks',
    globalSetup: [
      './tooling/memory-for-tests.ts',
      './tooling/programs-for-tests.ts',
      './tooling/postgres-for-tests.ts',
      './cloud/src/testing/business-for-tests.ts',
    ],
    env: { COLDRX_BUNDLED_WORKERS: import.meta.dirname },
    setupFiles: ['./tooling/leak-check.ts'],
    // two cores carry the parts under test as well: a third worker makes all three slower, and the run no shorter
    maxWorkers: 2,
    reporters: ['default', './tooling/closing-line-reporter.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    // a condition that comes late on a busy machine is no failure, one that never comes is
    expect: { poll: { timeout: 20_000 } },
  },
})
