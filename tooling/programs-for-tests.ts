import { bundlePrograms } from '../start/build.mjs'

/** Programs and worker threads of a test run are bundles of the sources as they are now: each starts in no time. */
export default async function setUp(): Promise<void> {
  await bundlePrograms()
}
