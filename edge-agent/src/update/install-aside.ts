import { execFile } from 'node:child_process'
import type { Trial } from './installation.ts'
import { ReleaseError } from './release-error.ts'

const LONGEST_MS = 1_800_000
/** of `update`: it says why on standard error */
const EXIT_REFUSED = 1
const REFUSED = /^not installed \/ 未安装: /

/**
 * Installs by `coldrx-edge update` in a process of its own: unpacking, comparing and syncing some hundred files would keep
 * the samples waiting. @throws ReleaseError
 */
export function installAside({
  program,
  root,
  release,
  config,
  needs,
  keys,
  gateSeconds,
  steadySeconds,
}: {
  /** main.js of the release that runs */
  readonly program: string
  readonly root: string
  readonly release: string
  readonly config: string
  readonly needs: Trial['needs']
  readonly keys: string
  readonly gateSeconds: number
  readonly steadySeconds: number
}): Promise<void> {
  const wanted = [...(needs.reads ? ['reads'] : []), ...(needs.cloud ? ['cloud'] : [])].join(',') || 'none'
  const args = [
    ...[program, 'update', '--from', release, '--config', config, '--root', root, '--keys', keys],
    ...['--gate-seconds', String(gateSeconds), '--steady-seconds', String(steadySeconds), '--needs', wanted],
  ]
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { timeout: LONGEST_MS }, (error, _said, complaint) => {
      if (error === null) resolve()
      else if (error.code === EXIT_REFUSED && REFUSED.test(complaint)) {
        reject(new ReleaseError(complaint.replace(REFUSED, '').trim()))
      } else reject(error)
    })
  })
}
