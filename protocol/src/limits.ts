/** What a decoder accepts at most; beyond it bytes are refused before memory is taken for them. */
export const LIMITS = {
  frameBytes: 65_536,
  sections: 66,
  deviceBytes: 32,
  rows: 4_096,
  /** numbers of all measurement sections of a frame, times included */
  frameValues: 65_536,
  groups: 64,
  channels: 64,
  layoutBytes: 32_768,
  events: 1_024,
  documentBytes: 262_144,
  /** of a document, before base64: a part stays far below what a broker takes as one message */
  documentPartBytes: 32_768,
  /** of the parts on a slow link: a whole one would stand in front of an alarm for ten seconds at 32 kbit/s */
  documentSmallPartBytes: 3_072,
  /** of the signed file of an agent's release */
  releaseBytes: 67_108_864,
  /** of it, before base64: on the slowest radio an acknowledgement waits some seconds behind one */
  releasePartBytes: 16_384,
  /** of one down/trip, down/geofences or down/settings as it travels */
  downlinkBytes: 131_072,
  /** wall and monotonic alike; any sum of two such times is still one that a calendar has */
  timeMs: 2 ** 48 - 1,
} as const
