import {
  type Ack,
  CLOUD_STATE_TOPIC,
  type CloudState,
  type Command,
  type MESSAGE_SCHEMAS,
  type MessageOf,
  parseMessage,
  topicFor,
} from '@coldrx/protocol'

const LARGEST_BYTES = 65_536

export interface DownlinkListeners {
  readonly onCloudState: (state: CloudState) => void
  readonly onAck: (ack: Ack) => void
  readonly onCommand: (command: Command) => void
  readonly onGarbage: (problem: string) => void
}

export const downlinkTopics = (device: string): string[] => [
  topicFor(device, 'down/ack'),
  topicFor(device, 'down/command'),
  CLOUD_STATE_TOPIC,
]

/** Sorts what comes from above, all of which is untrusted: what follows no schema is told and dropped, never acted on. */
export function receiveDownlink(
  { device, topic, payload }: { readonly device: string; readonly topic: string; readonly payload: Uint8Array },
  { onCloudState, onAck, onCommand, onGarbage }: DownlinkListeners,
): void {
  function use<T extends keyof typeof MESSAGE_SCHEMAS>(channel: T, act: (message: MessageOf<T>) => void): void {
    const parsed = parseMessage(channel, payload)
    if (parsed.ok) act(parsed.message)
    else onGarbage(parsed.problem)
  }

  if (payload.length > LARGEST_BYTES) onGarbage(`${topic}: ${payload.length} bytes`)
  else if (topic === CLOUD_STATE_TOPIC) use(CLOUD_STATE_TOPIC, onCloudState)
  else if (topic === topicFor(device, 'down/ack')) use('down/ack', onAck)
  else if (topic === topicFor(device, 'down/command')) use('down/command', onCommand)
  else onGarbage(`unexpected topic ${topic.slice(0, 64)}`)
}
