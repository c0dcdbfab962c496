import { expect, test } from 'vitest'
import { type AddressGate, createAddressGate } from './address-gate.ts'

function setup({ burst = 2, maxStrangers = 10, mostAddresses = 100 } = {}) {
  const clock = { nowMs: 0 }
  const gate = createAddressGate({
    connectsPerSecond: 1,
    burst,
    maxStrangers,
    mostAddresses,
    nowMs: () => clock.nowMs,
  })
  return { clock, gate }
}

const enterAndStay = (gate: AddressGate, address: string) => gate.enter(address).refusal ?? 'in'

test('one address that connects too fast is refused, the others are not', () => {
  const { clock, gate } = setup()
  expect([1, 2, 3].map(() => enterAndStay(gate, '10.0.0.1'))).toEqual(['in', 'in', 'address-rate'])
  expect(enterAndStay(gate, '10.0.0.2')).toBe('in')
  clock.nowMs += 1_000
  expect(enterAndStay(gate, '10.0.0.1')).toBe('in')
})

test('connections that have not said who they are count until they have, each once', () => {
  const { gate } = setup({ burst: 100, maxStrangers: 2 })
  const first = gate.enter('10.0.0.1')
  expect(enterAndStay(gate, '10.0.0.1')).toBe('in')
  expect(enterAndStay(gate, '10.0.0.1')).toBe('address-strangers')
  first.known()
  first.known()
  expect(enterAndStay(gate, '10.0.0.1')).toBe('in')
  expect(enterAndStay(gate, '10.0.0.1')).toBe('address-strangers')
})

test('the memory of addresses is bounded: the one that was quiet longest is forgotten', () => {
  const { gate } = setup({ burst: 1, mostAddresses: 2 })
  for (const address of ['10.0.0.1', '10.0.0.2', '10.0.0.3']) expect(enterAndStay(gate, address)).toBe('in')
  expect(enterAndStay(gate, '10.0.0.3')).toBe('address-rate')
  expect(enterAndStay(gate, '10.0.0.1')).toBe('in')
})
