import type { FrameReader } from '../frames/frame-log.ts'

/** A log in which nothing has come yet. */
export const NO_FRAMES: FrameReader = {
  lastPosition: async () => 0,
  read: async () => [],
  readFrame: async () => undefined,
  frames: async () => [],
  epochs: async () => [],
  numbers: async () => [],
  forks: async () => [],
  counts: async () => ({ frames: 0, forks: 0, quarantined: 0 }),
  deviceFaults: async () => ({ forks: 0, quarantined: 0 }),
  keptLayouts: async () => [],
  close: async () => {},
}
