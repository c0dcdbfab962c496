import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { launchBrowser, openPage } from '../dashboards/testing/browser.ts'
import { run } from '../start/install.mjs'
import { planAsset } from '../start/world.mjs'
import { freePort } from '../tooling/free-port.ts'
import { spawnProgram } from './faults/process.ts'
import { enrol, QUICK_CADENCE, repository } from './world.ts'

const PATIENT = { timeout: 60_000 }

const data = mkdtempSync(join(tmpdir(), 'coldrx-cab-'))
const cleanups: (() => Promise<unknown>)[] = []

afterEach(async ({ task }) => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
  if (task.result?.state === 'pass') rmSync(data, { recursive: true, force: true })
})

async function start(name: string, program: string, ...args: readonly string[]) {
  const started = spawnProgram({
    name,
    command: process.execPath,
    args: ['--enable-source-maps', join(repository, program), ...args],
    readyPattern: /^ready/,
  })
  cleanups.push(() => started.stop())
  await started.ready
}

/** The pretend hardware, the agent as it is shipped and the page that it serves; no broker and no cloud anywhere. */
async function startTruckAlone() {
  const truck = planAsset({
    data,
    number: 1,
    brokerUrl: `mqtt://127.0.0.1:${await freePort()}`,
    cabPages: join(repository, 'dashboards/dist/pages/cab'),
    cadence: QUICK_CADENCE,
  })
  await enrol(truck)
  await start('truck', 'firmware-sim/dist/main.js', 'run', '--hardware', truck.hardwareFile)
  await start('agent', 'edge-agent/dist/main.js', 'run', '--config', truck.agentFile)
  return {
    url: `http://127.0.0.1:${readFileSync(truck.portFile, 'utf8').trim()}`,
    command: async (...words: readonly string[]) => {
      const program = join(repository, 'firmware-sim/dist/main.js')
      const { code, output } = await run(process.execPath, [program, 'fault', '--control', truck.control, ...words])
      expect({ code, output }).toMatchObject({ code: 0 })
    },
  }
}

test('the driver’s page tells temperature, door, position and recording with no network at all', {
  timeout: 240_000,
}, async () => {
  const { url, command } = await startTruckAlone()
  const browser = await launchBrowser()
  cleanups.push(() => browser.close())
  const { page, outside, problems } = await openPage(browser, { origin: url, width: 1024, height: 600 })
  const text = async (testId: string) => (await page.getByTestId(testId).textContent())?.trim() ?? ''
  const state = async (testId: string) => await page.getByTestId(testId).getAttribute('data-state')

  await expect.poll(() => state('card-c1'), PATIENT).toBe('in-range')
  await expect.poll(() => state('network'), PATIENT).toBe('offline')
  await expect.poll(() => state('recording'), PATIENT).toBe('ok')
  await expect.poll(() => text('position'), PATIENT).toMatch(/^北纬 \d+\.\d{5}°，东经 \d+\.\d{5}°$/)

  await command('p1', 'value', '9.4')
  await command('c1', 'door', 'open')
  await expect.poll(() => text('celsius-c1'), PATIENT).toBe('9.4')
  expect(await state('card-c1')).toBe('out-of-range')
  expect(await text('advice')).toContain('前舱 冷藏：温度超限')
  expect(await text('since-c1')).toMatch(/\d\d:\d\d 起 · 已 \d+ (秒|分钟)$/)
  await expect.poll(() => text('door-c1'), PATIENT).toBe('车门开启')

  await command('p1', 'value', 'auto')
  await command('c1', 'door', 'closed')
  await expect.poll(() => state('card-c1'), PATIENT).toBe('in-range')
  await expect.poll(() => text('door-c1'), PATIENT).toBe('车门关闭')
  // Frames wait on board: nobody has taken one.
  await expect.poll(() => text('kept'), PATIENT).toMatch(/待上传 \d+ 份/)
  expect(outside).toEqual([])
  expect(problems).toEqual([])
})
