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
    globalSetup: ['./tooling/programs-for-tests.ts', './tooling/postgres-for-tests.ts'],
    env: { COLDRX_BUNDLED_WORKERS: import.meta.dirname },
    setupFiles: ['./tooling/leak-check.ts'],
    // more than the two cores that it is made for: many tests wait for what real programs do in their own time
    maxWorkers: 3,
    reporters: ['default', './tooling/closing-line-reporter.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    // a condition that comes late on a busy machine is no failure, one that never comes is
    expect: { poll: { timeout: 20_000 } },
  },
})
