import { createServer } from 'node:net'
import { afterEach, describe, expect, it, test } from 'vitest'
import { openLine } from '../buses/open-line.ts'
import { openPtyLine } from '../testing/pty-line.ts'
import { recordedIo } from '../testing/recorded-io.ts'
import { MODEL_IMAGES, type RegisterImage, withRegisters } from '../testing/register-slaves.ts'
import { createRtuSlaves, silent } from '../testing/rtu-slaves.ts'
import { probeCommand } from './probe-command.ts'

const cleanups: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function run(...args: readonly string[]) {
  const { io, said } = recordedIo()
  return { code: await probeCommand.run(args, io), ...said }
}

/** A line with slaves on it, by unit. */
function lineWith(images: Readonly<Record<number, RegisterImage>>): string {
  const line = openPtyLine()
  cleanups.push(() => line.unplug())
  const slaves = createRtuSlaves(line)
  for (const [unit, image] of Object.entries(images)) slaves.behave(Number(unit), withRegisters(image))
  return line.path
}

const json = (text: string): Record<string, unknown>[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe('one slave', () => {
  it.each(Object.keys(MODEL_IMAGES))('%s is recognised among all models, and read', async (model) => {
    const path = lineWith({ 7: MODEL_IMAGES[model]?.(7) ?? {} })
    const { code, out } = await run('--path', path, '--unit', '7', '--json', '--timeout', '100')
    const [report] = json(out)
    const fits = [report?.profile, ...((report?.alternatives ?? []) as string[])]
    // a KinCony has its values twice: either way to read them is right
    expect(fits[0]).toBe(model === 'kincony-sht30' ? fits[0] : model)
    expect(fits).toContain(model)
    expect(report).toMatchObject({ unit: 7, failure: null })
    expect(report?.readings).toContainEqual({ quantity: 'temperature', value: 5.2, unit: 'Cel', mark: 'ok' })
    expect(code).toBe(0)
  })

  it('is told as a table that a person can read', async () => {
    const path = lineWith({ 1: MODEL_IMAGES['xy-md02']?.(1) ?? {} })
    const { code, out } = await run('--path', path)
    expect(out).toBe(
      'unit  profile               temperature  humidity  remarks\n1     xy-md02 (recognised)  5.2 °C       65.2 %\n',
    )
    expect(code).toBe(0)
    expect((await run('--path', path, '--profile', 'xy-md02', '--language', 'zh')).out).toBe(
      '地址  型号     温度    湿度    说明\n1     xy-md02  5.2 °C  65.2 %\n',
    )
  })

  it('that reads below zero by its own encoding is not taken for another', async () => {
    const path = lineWith({ 1: { 3: { 0: 10_250, 1: 652 } } })
    const [report] = json((await run('--path', path, '--json', '--timeout', '100')).out)
    expect(report).toMatchObject({ profile: 'kincony-sht30', alternatives: [] })
    expect(report?.readings).toContainEqual({ quantity: 'temperature', value: -25, unit: 'Cel', mark: 'ok' })
  })

  it('that is set to °F is not taken for a good one', async () => {
    const path = lineWith({ 1: { 3: { 1: 4_136, 2: 0, 3: 6_520, 4: 0, 401: 1 } } })
    const [report] = json((await run('--path', path, '--json', '--timeout', '100')).out)
    expect(report?.profile).not.toBe('qfa3150')
  })

  it('that does not answer is a failure in words', async () => {
    const path = lineWith({})
    const { code, out } = await run('--path', path, '--profile', 'xy-md02', '--timeout', '50')
    expect(code).toBe(1)
    expect(out).toContain('no answer')
  })

  it('of input switches shows them', async () => {
    const inputs = Object.fromEntries(Array.from({ length: 8 }, (_, at) => [at, Number(at === 2)]))
    const path = lineWith({ 9: { 2: inputs } })
    expect((await run('--path', path, '--unit', '9', '--timeout', '100')).out).toContain('inputs 00100000')
  })
})

test('a scan finds who is there, and nobody else', async () => {
  const path = lineWith({ 2: MODEL_IMAGES.srth100?.(2) ?? {}, 5: MODEL_IMAGES['dixell-xr']?.(5) ?? {} })
  const { code, out } = await run('--path', path, '--unit', '1-6', '--timeout', '40', '--json')
  expect(json(out).map(({ unit, profile }) => [unit, profile])).toEqual([
    [2, 'srth100'],
    [5, 'dixell-xr'],
  ])
  expect(code).toBe(0)
  const nobody = await run('--path', path, '--unit', '10-11', '--timeout', '40')
  expect(nobody.code).toBe(1)
  expect(nobody.err).toContain('Nobody answers')
})

test('behind a serial server', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    const slaves = createRtuSlaves({
      path: '',
      onBytes: (listener) => void socket.on('data', listener),
      write: (bytes) => void socket.write(bytes),
      unplug: () => void socket.destroy(),
    })
    slaves.behave(1, withRegisters(MODEL_IMAGES.r444a01?.(1) ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanups.push(() => new Promise((resolve) => void server.close(() => resolve())))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const { code, out } = await run('--tcp', `127.0.0.1:${port}`, '--json')
  expect(json(out)[0]).toMatchObject({ profile: 'r444a01', certainty: 'recognised' })
  expect(code).toBe(0)
})

describe('a line that cannot be opened', () => {
  it('because somebody holds it is left alone', async () => {
    const line = openPtyLine()
    cleanups.push(() => line.unplug())
    const slaves = createRtuSlaves(line)
    slaves.behave(1, silent)
    const held = await openLine({ path: line.path, baud: 9_600 }, { onBytes: () => undefined, onLost: () => undefined })
    cleanups.push(() => held.close())
    const { code, err, out } = await run('--path', line.path)
    expect(code).toBe(1)
    expect(err).toContain(`${line.path} is in use by another program`)
    expect(err).toContain('systemctl stop coldrx-edge')
    expect(out).toBe('')
    expect(slaves.requests).toEqual([])
  })

  it('because it is not there is told in words', async () => {
    const { code, err } = await run('--path', '/dev/no-such-port')
    expect(code).toBe(1)
    expect(err).toContain('There is no device /dev/no-such-port')
    const refused = await run('--tcp', '127.0.0.1:1', '--json')
    expect(json(refused.out)[0]).toMatchObject({ problem: { code: 'refused' } })
  })
})

test.each([
  [[], 'probe needs either --path or --tcp'],
  [['--path', '/dev/x', '--tcp', 'h:1'], 'probe needs either --path or --tcp'],
  [['--tcp', 'nowhere'], '--tcp: "nowhere" is not HOST:PORT'],
  [['--path', '/dev/x', '--unit', '248'], '--unit: "248" is no whole number from 1 to 247'],
  [['--path', '/dev/x', '--profile', 'thermo'], '--profile: "thermo" is not one of auto, renke-ws-n01'],
  [['--path', '/dev/x', '--language', 'fr'], '--language: "fr" is not one of zh, en'],
  [['--path', '/dev/x', '--fast'], "Unknown option '--fast'"],
])('%j is refused by name', async (args, text) => {
  await expect(run(...args)).rejects.toThrow(text)
})
