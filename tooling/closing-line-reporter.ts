import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

/**
 * Ends a run with one line that any CI can read: `N passed, N failed, N skipped`. Where a program around it has more to
 * say (`COLDRX_TEST_COUNTS` names a file), the counts go there and the line is left to it.
 */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0
    let failed = errors.length
    let skipped = 0
    for (const module of modules) {
      // a file that could not be loaded has no tests of its own, yet it failed
      failed += module.errors().length
      for (const test of module.children.allTests()) {
        const result = test.result()
        if (result.state === 'passed') passed++
        else if (result.state === 'failed') failed++
        else {
          skipped++
          // what was not looked at is said, with the reason that the test itself gives
          if (result.state === 'skipped' && result.note !== undefined) {
            process.stdout.write(`\nskipped: ${test.fullName}: ${result.note}\n`)
          }
        }
      }
    }
    const { COLDRX_TEST_COUNTS } = process.env
    if (COLDRX_TEST_COUNTS !== undefined) writeFileSync(COLDRX_TEST_COUNTS, JSON.stringify({ passed, failed, skipped }))
    else process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`)
  }
}
