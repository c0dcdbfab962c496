import type { InputsConfig } from '../config.ts'
import type { ChannelSample } from '../sampling/tick.ts'

export type InputChannel = InputsConfig['channels'][number]

/** Layout channel of a switch: `c1.door`, `c1.defrost`, or `power` for the vehicle. */
export function inputChannelId(channel: InputChannel): string {
  return channel.kind === 'power' ? 'power' : `${channel.compartment}.${channel.kind}`
}

/** Doors: 1 = open; defrost: 1 = running; power: 1 = present. */
export function decodeInputs(channels: readonly InputChannel[], bits: readonly number[]): [string, ChannelSample][] {
  return channels.map((channel) => {
    const bit = bits[channel.input]
    return [
      inputChannelId(channel),
      bit === undefined ? { integer: null, mark: 'invalid' } : { integer: bit === 0 ? 0 : 1, mark: 'ok' },
    ]
  })
}
