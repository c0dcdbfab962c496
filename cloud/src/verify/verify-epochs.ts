import {
  decodeFrame,
  decodeOpening,
  decodeSections,
  type Frame,
  frameHead,
  fromHex,
  genesisHead,
  LAYOUT_SECTION,
  type Layout,
  layoutHash,
  ProtocolError,
  parseLayoutDocument,
  type Section,
  sm3,
  toHex,
  verifySeal,
} from '@coldrx/protocol'
import type { FrameReader, StoredFrame } from '../frames/frame-log.ts'
import type { PublicKeyOf } from '../telemetry/key-ring.ts'
import type { Findings } from './findings.ts'
import { Statements } from './statements.ts'
import { framesInLogOrder, framesOfEpoch } from './verify-log.ts'

export type LayoutSet = ReadonlyMap<string, Layout>

/** Every layout document of the log and of births, by the hash of its bytes. */
export async function readLayouts(frames: FrameReader, findings: Findings): Promise<LayoutSet> {
  const layouts = new Map<string, Layout>()
  findings.count('layout documents: hash and form', 0)
  const add = (bytes: Uint8Array): void => {
    const hash = toHex(layoutHash(bytes))
    if (layouts.has(hash)) return
    layouts.set(hash, parseLayoutDocument(bytes).layout)
    findings.count('layout documents: hash and form')
  }
  for (const { hash, bytes } of await frames.keptLayouts()) {
    const found = toHex(layoutHash(bytes))
    if (found === hash) add(bytes)
    else
      findings.fault({ check: 'layouts', problem: 'a kept document is not the one of its name', expected: hash, found })
  }
  for await (const { bytes } of framesInLogOrder(frames)) {
    const { result: frame } = attempt(() => decodeFrame(bytes))
    for (const body of frame?.sections ?? []) {
      if (body[0] === LAYOUT_SECTION) attempt(() => add(body.subarray(1)))
    }
  }
  return layouts
}

/** Numbers, chain, seals, forks and the meaning of every frame, epoch by epoch. */
export async function verifyEpochs({
  frames,
  findings,
  layouts,
  publicKeyOf,
}: {
  readonly frames: FrameReader
  readonly findings: Findings
  readonly layouts: LayoutSet
  readonly publicKeyOf: PublicKeyOf
}): Promise<void> {
  async function keyOf(device: string, epoch: string): Promise<Uint8Array | undefined> {
    const stored = await frames.readFrame(device, epoch, 0)
    const { result } = attempt(
      () => stored && decodeOpening(decodeFrame(stored.bytes).sections[0] ?? new Uint8Array(0)),
    )
    return publicKeyOf(device, result?.keyFingerprint)
  }

  const counted = [
    'epochs: numbers without holes, one frame each',
    'heads of the chain',
    'seals',
    'frames after the last seal of their epoch, chained and not signed yet',
    'sections decoded by their layout',
  ]
  for (const what of counted) findings.count(what, 0)
  const statements = new Statements()
  const epochs = await frames.epochs()
  for (const { device, epoch } of epochs) {
    await findings.guard({ check: 'opening', device, epoch }, async () => {
      statements.takeOpening(await frames.readFrame(device, epoch, 0))
    })
  }
  for (const { device, epoch } of epochs) {
    findings.count('epochs: numbers without holes, one frame each')
    await findings.guard({ check: 'chain', device, epoch }, async () => {
      let next = 0
      for (const [first, last] of await frames.numbers(device, epoch)) {
        if (first > next) statements.takeHole({ device, epoch, from: next, to: first - 1 })
        next = last + 1
      }
      for (const { n } of await frames.forks(device, epoch)) {
        findings.fault({ check: 'forks', device, epoch, n, problem: 'two frames of this number came, both are kept' })
      }
      await verifyChain({ frames, findings, layouts, statements, device, epoch, key: await keyOf(device, epoch) })
    })
  }
  statements.report(findings)
}

interface ChainParts {
  readonly frames: FrameReader
  readonly findings: Findings
  readonly layouts: LayoutSet
  readonly statements: Statements
  readonly device: string
  readonly epoch: string
  readonly key: Uint8Array | undefined
}

async function verifyChain(parts: ChainParts): Promise<void> {
  const { frames, findings, statements, device, epoch, key } = parts
  if (key === undefined) findings.fault({ check: 'chain', device, epoch, problem: 'no public key is registered' })
  let head = key === undefined ? undefined : genesisHead(device, fromHex(epoch), key)
  let next = 0
  let unsigned = 0
  for await (const stored of framesOfEpoch(frames, device, epoch)) {
    const { n } = stored
    const at = { device, epoch, n }
    // after a hole nothing can be said of heads and seals; the hole itself is told elsewhere
    if (n !== next) head = undefined
    next = n + 1
    const { result: frame, problem } = attempt(() => decodeFrame(stored.bytes))
    if (frame === undefined) {
      findings.fault({ check: 'decode', ...at, problem })
      head = undefined
      continue
    }
    if (head !== undefined && key !== undefined) {
      if (n === 0) verifyOpening(frame, key, parts)
      head = frameHead(head, frame)
      findings.count('heads of the chain')
      statements.takeHead({ ...at, head: toHex(head) })
    }
    verifySections(stored, frame, parts)
    unsigned++
    if (frame.seal === undefined) continue
    if (head === undefined || key === undefined) {
      findings.count('seals not checked, because of a hole, fault or missing key before')
      continue
    }
    findings.count('seals')
    if (verifySeal(key, { device, epoch, n, head }, frame.seal)) {
      unsigned = 0
      statements.sealed(device, epoch)
    } else {
      const found = toHex(frame.seal)
      findings.fault({ check: 'seals', ...at, problem: 'the seal does not fit what came before it', found })
    }
  }
  findings.count('frames after the last seal of their epoch, chained and not signed yet', unsigned)
}

function verifyOpening(frame: Frame, key: Uint8Array, { findings, device, epoch }: ChainParts): void {
  // what decodes as frame 0 begins with an opening
  const [body = new Uint8Array(0)] = frame.sections
  const at = { check: 'opening', device, epoch, n: 0, section: 0 }
  const { result, problem } = attempt(() => decodeOpening(body))
  const expected = JSON.stringify([device, epoch, toHex(sm3(key))])
  const found = result === undefined ? problem : JSON.stringify([result.device, result.epoch, result.keyFingerprint])
  if (found !== expected)
    findings.fault({ ...at, problem: 'the opening does not fit device, epoch and key', expected, found })
}

function verifySections({ device, epoch, n }: StoredFrame, frame: Frame, parts: ChainParts): void {
  const { findings, layouts, statements } = parts
  const layout = layouts.get(frame.header.layout)
  if (layout === undefined) {
    findings.fault({
      check: 'layouts',
      device,
      epoch,
      n,
      problem: 'its layout is not known',
      expected: frame.header.layout,
    })
    return
  }
  const { result: sections = [], problem } = attempt((): Section[] => decodeSections(frame, layout))
  if (problem !== '') findings.fault({ check: 'decode', device, epoch, n, problem })
  findings.count('sections decoded by their layout', sections.length)
  for (const section of sections) {
    if (section.kind !== 'events') continue
    for (const { code, detail } of section.events) {
      const { epoch: lostEpoch = epoch, from, to } = detail
      if (code !== 'lost' || typeof from !== 'number' || typeof to !== 'number') continue
      statements.takeLoss({ device, saidIn: epoch, epoch: String(lostEpoch), from, to })
    }
  }
}

function attempt<T>(work: () => T): { readonly result?: T; readonly problem: string } {
  try {
    return { result: work(), problem: '' }
  } catch (error) {
    if (error instanceof ProtocolError) return { problem: error.message }
    throw error
  }
}
