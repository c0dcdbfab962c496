import type { Reporter, TestModule } from 'vitest/node'

/** Ends a run with one line that any CI can read: `N passed, N failed, N skipped`. */
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
    process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`)
  }
}
