import { defineConfig } from 'vitest/config'

export default defineConfig({
  ssr: { resolve: { conditions: ['source'], externalConditions: ['source'] } },
  resolve: { conditions: ['source'] },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'among-programs',
          // two cores carry the programs and browsers as well: a third worker makes all three slower
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          include: ['dashboards/e2e/**/*.test.ts', 'e2e/**/*.test.ts', 'bench/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'in-process',
          include: ['**/src/**/*.test.ts', '**/server/**/*.test.ts'],
          // nothing keeps state in its modules, and to load them for each file costs a third of all its time
          isolate: false,
          // they wait for timers and lines half of the time
          maxWorkers: 3,
          sequence: { groupOrder: 2 },
        },
      },
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
    reporters: ['default', './tooling/closing-line-reporter.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    // a condition that comes late on a busy machine is no failure, one that never comes is
    expect: { poll: { timeout: 20_000 } },
  },
})
