import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { run } from '../start/install.mjs'
import { signIn } from './feed-client.ts'
import { settle } from './kill-run.ts'
import { repository, startWorld, type Truck, until, type World } from './world.ts'

let world: World | undefined
const data = mkdtempSync(join(tmpdir(), 'coldrx-rooms-'))

afterEach(async ({ task }) => {
  await world?.stop()
  // evidence of a failure is kept
  if (task.result?.state === 'pass') rmSync(data, { recursive: true, force: true })
})

interface Seen {
  readonly device: string
  readonly kind: string
  readonly powerOn: boolean | null
  readonly position: object | null
  readonly compartments: readonly {
    readonly id: string
    readonly doorOpen: boolean | null
    readonly alarm: { readonly peakCelsius: number | null } | null
    readonly channels: readonly { readonly quantity: string; readonly value: number | null }[]
  }[]
}

async function told({ control }: Truck, ...words: readonly string[]): Promise<void> {
  const program = join(repository, 'firmware-sim/dist/main.js')
  const { code, output } = await run(process.execPath, [program, 'fault', '--control', control, ...words])
  expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' })
}

test('a cold room and a box report through the same agent: shown by kind, alarmed, and verified', {
  timeout: 180_000,
}, async () => {
  const running = await startWorld({ data, trucks: 1, rooms: 1, boxes: 1 })
  world = running
  const cookie = await signIn(running)
  const seen = async (device: string): Promise<Seen | undefined> => {
    const answer = await fetch(`${running.pagesUrl}/api/trucks`, { headers: { cookie } })
    return ((await answer.json()) as { items: Seen[] }).items.find((one) => one.device === device)
  }
  const measured = ({ compartments }: Seen): boolean =>
    compartments.length > 0 &&
    compartments.every(({ channels }) =>
      channels.some(({ quantity, value }) => quantity === 'temperature' && value !== null),
    )
  const shown = (device: string) =>
    until(`${device} is measured`, async () => {
      const one = await seen(device)
      // switches are read by another line than probes, and may be heard of later
      return one !== undefined && measured(one) && one.powerOn !== null && one
    })
  const [, room, box] = running.trucks
  if (room === undefined || box === undefined) throw new Error('a room and a box')

  const shownRoom = await shown('rm001')
  expect(shownRoom).toMatchObject({ kind: 'room', powerOn: true, position: null })
  expect(shownRoom.compartments.map(({ id, doorOpen }) => [id, doorOpen])).toEqual([
    ['z1', false],
    // its way leads through z1
    ['z2', null],
    ['z3', false],
  ])
  expect(await shown('bx001')).toMatchObject({
    kind: 'box',
    powerOn: true,
    position: null,
    compartments: [{ id: 'c1' }],
  })
  expect(await shown('tk001')).toMatchObject({ kind: 'truck' })

  await told(box, 'power', 'cut')
  await until('the box says that its battery is empty', async () => (await seen('bx001'))?.powerOn === false)
  await told(room, 'p4', 'value', '12.5')
  const alarm = async () => (await seen('rm001'))?.compartments.find(({ id }) => id === 'z2')?.alarm ?? undefined
  expect(await until('one zone of the room is alarmed', alarm)).toMatchObject({ peakCelsius: 12.5 })
  expect((await seen('rm001'))?.compartments.map(({ alarm: of }) => of !== null)).toEqual([false, true, false])
  await told(room, 'p4', 'value', 'auto')
  await until('its alarm is over', async () => (await alarm()) === undefined)

  await settle(running)
  const { code, output } = await running.verify()
  expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' })
})
