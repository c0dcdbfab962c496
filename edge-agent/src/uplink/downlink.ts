import {
  type Ack,
  allDownFilter,
  CLOUD_STATE_TOPIC,
  type CloudState,
  type Command,
  type DocumentAck,
  type GeofencesMessage,
  LIMITS,
  type MESSAGE_SCHEMAS,
  type MessageOf,
  parseMessage,
  type ReleasePart,
  type TripMessage,
  topicFor,
} from '@coldrx/protocol'

export interface DownlinkListeners {
  readonly onCloudState: (state: CloudState) => void
  readonly onAck: (ack: Ack) => void
  readonly onCommand: (command: Command) => void
  readonly onDocumentAck: (ack: DocumentAck) => void
  readonly onTrip: (message: TripMessage) => void
  readonly onGeofences: (message: GeofencesMessage) => void
  readonly onReleasePart: (part: ReleasePart) => void
  /** not parsed yet: whoever refuses settings says so, with the field */
  readonly onSettings: (payload: Uint8Array) => void
  readonly onGarbage: (problem: string) => void
}

/** One filter for all: a broker of before that refused one topic that it does not know would end every connection. */
export const downlinkTopics = (device: string): string[] => [allDownFilter(device), CLOUD_STATE_TOPIC]

/** Sorts what comes from above, all of which is untrusted: what follows no schema is told and dropped, never acted on. */
export function receiveDownlink(
  { device, topic, payload }: { readonly device: string; readonly topic: string; readonly payload: Uint8Array },
  {
    onCloudState,
    onAck,
    onCommand,
    onDocumentAck,
    onTrip,
    onGeofences,
    onReleasePart,
    onSettings,
    onGarbage,
  }: DownlinkListeners,
): void {
  function use<T extends keyof typeof MESSAGE_SCHEMAS>(channel: T, act: (message: MessageOf<T>) => void): void {
    const parsed = parseMessage(channel, payload)
    if (parsed.ok) act(parsed.message)
    else onGarbage(parsed.problem)
  }

  if (payload.length > LIMITS.downlinkBytes) onGarbage(`${topic}: ${payload.length} bytes`)
  else if (topic === CLOUD_STATE_TOPIC) use(CLOUD_STATE_TOPIC, onCloudState)
  else if (topic === topicFor(device, 'down/ack')) use('down/ack', onAck)
  else if (topic === topicFor(device, 'down/command')) use('down/command', onCommand)
  else if (topic === topicFor(device, 'down/document-ack')) use('down/document-ack', onDocumentAck)
  else if (topic === topicFor(device, 'down/trip')) use('down/trip', onTrip)
  else if (topic === topicFor(device, 'down/geofences')) use('down/geofences', onGeofences)
  else if (topic === topicFor(device, 'down/release')) use('down/release', onReleasePart)
  else if (topic === topicFor(device, 'down/settings')) onSettings(payload)
  else onGarbage(`unexpected topic ${topic.slice(0, 64)}`)
}
