import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { carriedLayout, decodeFrame, discloseFrame, fromUtf8, toHex } from '@coldrx/protocol'
import Database from 'better-sqlite3'
import { openFrameReader } from '../../cloud/src/index.ts'
import type { Truck } from '../world.ts'
import { readOurselves } from './our-reading.ts'
import type { Documents, IndependentReport, Reports } from './run.ts'

interface FrameRow {
  readonly epoch: string
  readonly n: number
  readonly bytes: Buffer
  readonly head: Buffer
}

export interface SystemFrames extends Pick<IndependentReport, 'values' | 'events' | 'heads'> {
  readonly document: Documents['frames']
  /** what the owner of the goods in one compartment would get, and the values that must be all he can read from it */
  readonly disclose: (group: string) => {
    readonly document: Documents['disclosure']
    readonly values: Reports['disclosure']['values']
  }
}

/** The frames of a truck as its own recorder holds them, heads as it computed them, with what we ourselves read in them. */
export function framesOf(truck: Truck, data: string): SystemFrames {
  const database = new Database(join(truck.directory, 'agent', 'recorder.db'), { readonly: true })
  try {
    const rows = database.prepare<[], FrameRow>('SELECT epoch, n, bytes, head FROM frames ORDER BY epoch, n').all()
    const publicKey = publicKeyOf(truck.device, data)
    const read = readOurselves(rows.map(({ bytes }) => bytes))
    return {
      document: { publicKey, device: truck.device, epochs: byEpoch(rows) },
      ...read,
      heads: rows.map(({ epoch, n, head }) => [epoch, n, head.toString('hex')]),
      disclose: (group) => discloseLongestSpan({ rows, publicKey, group, values: read.values }),
    }
  } finally {
    database.close()
  }
}

/** The frames of a truck as the cloud's log has them. */
export async function framesInCloud({ device }: Truck, data: string): Promise<Documents['frames']> {
  const log = openFrameReader({ engine: 'sqlite', path: join(data, 'cloud', 'frames.db') })
  try {
    const rows: Omit<FrameRow, 'head'>[] = []
    for (const { epoch, lastN } of await log.epochs(device)) {
      for (const { n, bytes } of await log.frames(device, epoch, 0, lastN)) {
        rows.push({ epoch, n, bytes: Buffer.from(bytes) })
      }
    }
    const inOrder = rows.toSorted((one, other) => one.epoch.localeCompare(other.epoch))
    return { publicKey: publicKeyOf(device, data), device, epochs: byEpoch(inOrder) }
  } finally {
    await log.close()
  }
}

function byEpoch(rows: readonly Omit<FrameRow, 'head'>[]): Documents['frames']['epochs'] {
  return [...new Set(rows.map(({ epoch }) => epoch))].map((epoch) => ({
    epoch,
    frames: rows.filter((row) => row.epoch === epoch).map(({ bytes }) => bytes.toString('hex')),
  }))
}

/** From the first seal of the first epoch to its last. */
function discloseLongestSpan({
  rows,
  publicKey,
  group,
  values,
}: {
  readonly rows: readonly FrameRow[]
  readonly publicKey: string
  readonly group: string
  readonly values: IndependentReport['values']
}): ReturnType<SystemFrames['disclose']> {
  const chain = rows
    .filter(({ epoch }) => epoch === rows[0]?.epoch)
    .map(({ bytes, head }) => ({ frame: decodeFrame(bytes), head: head.toString('hex') }))
  const sealed = chain.flatMap(({ frame: { header, seal }, head }) =>
    seal === undefined ? [] : [{ n: header.n, head, seal: toHex(seal) }],
  )
  const [first, before, last] = [chain[0], sealed[0], sealed.at(-1)]
  if (first === undefined || before === undefined || last === undefined) throw new Error('nothing was sealed')
  const document = carriedLayout(first.frame)
  if (document === undefined) throw new Error('frame 0 brings no layout')
  const { device, epoch } = first.frame.header
  const sectionId = document.layout.groups.findIndex(({ id }) => id === group)
  const span = chain.filter(({ frame }) => frame.header.n > before.n && frame.header.n <= last.n)
  return {
    document: {
      publicKey,
      disclosure: {
        device,
        epoch,
        before,
        frames: span.map(({ frame }) => discloseFrame(frame, (id) => id === sectionId)),
        seal: last.seal,
      },
      layouts: [fromUtf8(document.bytes)],
    },
    values: values.filter(([of, n, id]) => of === epoch && n > before.n && n <= last.n && id === group),
  }
}

function publicKeyOf(device: string, data: string): string {
  const { devices } = JSON.parse(readFileSync(join(data, 'fleet', 'devices.json'), 'utf8')) as {
    devices: { device: string; publicKey: string }[]
  }
  return devices.find((registered) => registered.device === device)?.publicKey ?? ''
}
