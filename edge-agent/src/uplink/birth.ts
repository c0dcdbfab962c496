import { type DeviceState, fromUtf8, type LayoutDocument, toHex } from '@coldrx/protocol'
import type { Recorder } from '../recorder/recorder.ts'
import type { Reported } from './uplink-options.ts'

/** What a device says when it comes: who it is, what it has kept, and how what it was told stands. */
export async function readBirth({
  device,
  agentVersion,
  document,
  recorder,
  reported,
}: {
  readonly device: string
  readonly agentVersion: string
  readonly document: LayoutDocument
  readonly recorder: Pick<Recorder, 'status' | 'kept'>
  /** asked once the recorder has answered, so that it is of the same moment */
  readonly reported: (() => Reported) | undefined
}): Promise<Extract<DeviceState, { readonly online: true }>> {
  const { boot, epochs } = await recorder.status()
  const { frames, documents } = await recorder.kept()
  return {
    ...{ v: 1, online: true, device, agentVersion, boot },
    epochs: epochs.map((known) => ({ ...known, kept: frames.get(known.epoch) ?? 0 })),
    documentsKept: documents,
    layoutHash: toHex(document.hash),
    layoutText: fromUtf8(document.bytes),
    ...reported?.(),
  }
}
