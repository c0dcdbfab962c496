import type { Thrift } from '@coldrx/protocol'
import { expect, test } from 'vitest'
import { layoutFor } from '../layout.ts'
import { readProfiles } from '../probes/profile.ts'
import { watchedCompartments } from '../rules/observation.ts'
import { agentConfig, agentTick } from '../testing/agent-fixture.ts'
import { temporaryDirectory } from '../testing/recorder-fixture.ts'
import { frameIntervalFor, isNearLimit } from './frame-length.ts'

test.each<[Thrift, boolean, number, number]>([
  ['free', false, 300_000, 300_000],
  ['free', true, 300_000, 60_000],
  ['saving', false, 300_000, 600_000],
  ['saving', true, 300_000, 60_000],
  ['spent', false, 300_000, 900_000],
  ['spent', true, 300_000, 300_000],
  // what is set shorter or longer than ours stays so
  ['free', true, 4_000, 4_000],
  ['spent', false, 4_000, 12_000],
  ['spent', false, 600_000, 900_000],
  ['spent', false, 1_800_000, 1_800_000],
])(
  'on a budget that is %s, urgent: %s, frames set to %i ms are of %i ms',
  (thrift, isUrgent, configuredMs, expected) => {
    expect(frameIntervalFor({ configuredMs, thrift, isUrgent })).toBe(expected)
  },
)

test.each([
  [5, false],
  [2.7, false],
  [2.5, true],
  [7.3, false],
  [7.5, true],
  [9, true],
  [-4, true],
])('%d °C in a range of 2 to 8 °C is near a limit: %s', (celsius, isNear) => {
  const config = agentConfig(temporaryDirectory())
  const watched = watchedCompartments(layoutFor(config, readProfiles([])))
  expect(isNearLimit(watched, agentTick(1_000, { celsius }))).toBe(isNear)
})
