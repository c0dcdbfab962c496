import { dixellXr } from './dixell-xr.ts'
import { kinconySht30 } from './kincony-sht30.ts'
import type { ProbeModel } from './model.ts'
import { qfa3150 } from './qfa3150.ts'
import { r444a01 } from './r444a01.ts'
import { renkeWsN01 } from './renke-ws-n01.ts'
import { srth100 } from './srth100.ts'
import { waveshareDi8 } from './waveshare-di8.ts'
import { waveshareRelay8 } from './waveshare-relay8.ts'
import { xyMd02 } from './xy-md02.ts'

export const MODEL_IDS = [
  'renke-ws-n01',
  'xy-md02',
  'srth100',
  'r444a01',
  'kincony-sht30',
  'qfa3150',
  'dixell-xr',
  'waveshare-di8',
  'waveshare-relay8',
] as const

export type ModelId = (typeof MODEL_IDS)[number]

export const MODELS: Readonly<Record<ModelId, ProbeModel>> = {
  'renke-ws-n01': renkeWsN01,
  'xy-md02': xyMd02,
  srth100,
  r444a01,
  'kincony-sht30': kinconySht30,
  qfa3150,
  'dixell-xr': dixellXr,
  'waveshare-di8': waveshareDi8,
  'waveshare-relay8': waveshareRelay8,
}
