import { expect, test } from 'vitest'
import type { CoilCommand, ReadOutcome } from '../buses/bus.ts'
import { SILENT_LOG } from '../buses/line.ts'
import type { RelayConfig } from './alarm-settings.ts'
import { createRelays } from './relays.ts'

const RELAYS: readonly RelayConfig[] = [
  { id: 'horn', bus: 'rs485-1', unit: 21, coil: 0, purpose: 'siren' },
  { id: 'lamp', bus: 'rs485-1', unit: 21, coil: 1, purpose: 'light' },
]

function world() {
  const coils = new Map<number, boolean>()
  const written: string[] = []
  const time = { nowMs: 0 }
  let isDead = false
  const relays = createRelays({
    relays: RELAYS,
    nowMs: () => time.nowMs,
    log: SILENT_LOG,
    onChanged: () => undefined,
    setCoil: async (_, { coil, on }: CoilCommand): Promise<ReadOutcome> => {
      written.push(`${coil}${on ? '+' : '-'}`)
      await Promise.resolve()
      if (isDead) return { mark: 'timeout', reason: 'Timed out' }
      coils.set(coil, on)
      return { values: [on ? 1 : 0] }
    },
  })
  return {
    relays,
    coils,
    written,
    dead: (value: boolean) => {
      isDead = value
    },
    drive: async (siren: boolean, light: boolean) => {
      time.nowMs += 10_000
      relays.drive({ siren, light })
      await relays.settled()
    },
    codes: () => relays.takeFindings().map(({ event }) => `${event.code} ${event.subject}`),
  }
}

test('sound and light are written once, and again after a minute: a module may have lost its power', async () => {
  const { drive, written } = world()
  await drive(true, true)
  for (let ticks = 0; ticks < 5; ticks++) await drive(true, true)
  expect(written).toEqual(['0+', '1+'])
  await drive(true, true)
  expect(written).toEqual(['0+', '1+', '0+', '1+'])
  await drive(false, true)
  expect(written.slice(4)).toEqual(['0-'])
})

test('a start turns off what another start left on', async () => {
  const { drive, written } = world()
  await drive(false, false)
  expect(written).toEqual(['0-', '1-'])
})

test('one that does not answer is said once, tried rarely, and said again when it answers', async () => {
  const { drive, dead, codes, relays, coils, written } = world()
  dead(true)
  await drive(true, true)
  await drive(true, true)
  expect(codes()).toEqual([])
  await drive(true, true)
  expect(codes()).toEqual(['relay-lost horn', 'relay-lost lamp'])
  expect(relays.lost).toEqual(['horn', 'lamp'])
  for (let ticks = 0; ticks < 60; ticks++) await drive(true, true)
  expect(codes()).toEqual([])
  // ten minutes: given up after five tries, then one each 30 s
  expect(written.length).toBeLessThan(60)
  dead(false)
  for (let ticks = 0; ticks < 4; ticks++) await drive(true, true)
  expect(codes()).toEqual(['relay-restored horn', 'relay-restored lamp'])
  expect([coils.get(0), coils.get(1), relays.lost]).toEqual([true, true, []])
})

test('what is wanted while a write is under way is not forgotten', async () => {
  const { relays, coils } = world()
  relays.drive({ siren: true, light: true })
  relays.drive({ siren: false, light: true })
  await relays.settled()
  expect([coils.get(0), coils.get(1)]).toEqual([false, true])
})
