import { defineConfig } from 'vitest/config'

const NEVER = ['**/node_modules/**', '**/dist/**']
const ALONE = ['e2e/instances/**/*.test.ts']

export default defineConfig({
  ssr: { resolve: { conditions: ['source'], externalConditions: ['source'] } },
  resolve: { conditions: ['source'] },
  test: {
    projects: [
      {
        extends: true,
        test: {
          // how soon one takes over from another says nothing on a machine that does something else
          name: 'alone',
          maxWorkers: 1,
          sequence: { groupOrder: 0 },
          include: ALONE,
        },
      },
      {
        extends: true,
        test: {
          name: 'among-programs',
          // two cores carry the programs and browsers as well: a third worker makes all three slower
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          include: ['dashboards/e2e/**/*.test.ts', 'e2e/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: [...NEVER, ...ALONE],
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
    exclude: NEVER,
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
