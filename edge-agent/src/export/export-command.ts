import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fromHex } from '@coldrx/protocol'
import type { Command, CommandIo } from '../command-line/command.ts'
import { chooseLanguage } from '../command-line/language.ts'
import { parseOptions } from '../command-line/options.ts'
import type { Language } from '../command-line/text.ts'
import { UsageError } from '../command-line/usage-error.ts'
import { readConfigFile } from '../config.ts'
import { IdentityError, KEY_FILE, readDeviceKey } from '../identity/device-key.ts'
import { messageOf } from '../message-of.ts'
import type { RecorderDatabase } from '../recorder/database.ts'
import { openReadOnly, type ReadOnlyFile } from '../recorder/read-only-file.ts'
import { isSqliteError, RecorderError } from '../recorder/recorder-error.ts'
import { RECORDER_FILE } from '../recorder/recorder-file.ts'
import { createCsvWriter } from './csv.ts'
import { ExportError } from './export-error.ts'
import { type IndexedFrame, indexFrames, layoutReader } from './frame-index.ts'
import { createOutputFile } from './output-file.ts'
import { type ProofSummary, writeProof } from './proof.ts'
import { type Exported, readFrameWithin, readUnframed } from './readings.ts'
import { type Span, spanOfTrip } from './span.ts'
import { readTime, readTimeZone } from './time-text.ts'

const CERTIFICATE_FILE = 'certificate.json'
/** A frame holds at most an hour: one that begins longer before a span has nothing of it. */
const LONGEST_FRAME_MS = 2 * 3_600_000

interface ExportRequest {
  readonly recorder: string
  readonly directory: string
  readonly device: string | null
  readonly publicKey: Uint8Array
  readonly trip: string | null
  readonly from: string | null
  readonly to: string | null
  readonly out: string
  readonly timeZone: string
  readonly language: Language
  readonly isJson: boolean
}

interface ExportSummary extends ProofSummary {
  readonly device: string
  readonly from: string
  readonly to: string
  readonly readings: number
  readonly events: number
  readonly hasCertificate: boolean
  readonly unreadable: number
}

/** Only reads the recorder's file: beside a running agent, or a copy of the file. */
export const exportCommand: Command = {
  usage: [
    'export (--config FILE | --recorder FILE [--public-key HEX]) (--trip ID | --from TIME --to TIME) --out DIRECTORY [--timezone ZONE] [--json] [--language zh|en]',
  ],
  async run(args, io) {
    const request = readRequest(args, io)
    const { language, isJson, out } = request
    try {
      const file = openReadOnly(request.recorder)
      try {
        const summary = exportFrom(file, request)
        if (isJson) io.out(`${JSON.stringify(summary)}\n`)
        else io.out(summaryWords(summary, out)[language])
      } finally {
        file.close()
      }
      return 0
    } catch (error) {
      const text = plainWords(error, language)
      if (text === null) throw error
      io.err(`${text}\n`)
      return 1
    }
  },
}

function plainWords(error: unknown, language: Language): string | null {
  if (error instanceof ExportError) return error.text[language]
  if (error instanceof RecorderError || isSqliteError(error)) return messageOf(error)
  // the stick is full or write-protected
  return error instanceof Error && 'syscall' in error ? error.message : null
}

function exportFrom({ db }: ReadOnlyFile, request: ExportRequest): ExportSummary {
  // one snapshot: the agent goes on recording meanwhile
  return db.transaction(() => exportSnapshot(db, request))()
}

function exportSnapshot(db: RecorderDatabase, request: ExportRequest): ExportSummary {
  const { publicKey, timeZone, language, out, directory } = request
  const madeAtMs = Date.now()
  const span = spanOf(db, request, madeAtMs)
  const frames = indexFrames(db)
  const device = frames[0]?.header.device ?? request.device
  if (device === null) {
    throw new ExportError({ zh: '记录文件中还没有任何一帧', en: 'There is no frame in the recorder’s file yet' })
  }
  mkdirSync(out, { recursive: true })
  const outputs = {
    readings: createOutputFile(join(out, 'readings.csv')),
    events: createOutputFile(join(out, 'events.csv')),
    proof: createOutputFile(join(out, 'proof.ndjson')),
    readme: createOutputFile(join(out, 'README.txt')),
  }
  try {
    const csv = createCsvWriter({ timeZone, language })
    outputs.readings.write(csv.readingsHead)
    outputs.events.write(csv.eventsHead)
    const count = { readings: 0, events: 0, unreadable: 0 }
    const put = ({ readings, events }: Exported): void => {
      for (const reading of readings) outputs.readings.write(csv.reading(reading))
      for (const event of events) outputs.events.write(csv.event(event))
      count.readings += readings.length
      count.events += events.length
    }
    const wanted = new Set<number>()
    const bytesOf = db.prepare<[number], Buffer>('SELECT bytes FROM frames WHERE rowid = ?').pluck()
    const layoutOf = layoutReader(db)
    for (const frame of frames) {
      if (!mayBeWithin(frame, span)) continue
      const bytes = bytesOf.get(frame.rowid)
      const told = bytes === undefined ? null : readFrameWithin(bytes, frame, span, layoutOf)
      if (told === null) count.unreadable++
      else put(told)
      // one that cannot be read is proved all the same
      if (told === null || told.readings.length > 0 || told.events.length > 0) wanted.add(frame.rowid)
    }
    put(readUnframed(db, frames, span))
    const proof = writeProof({
      ...{ db, device, publicKey, frames, span, madeAtMs, isWanted: ({ rowid }) => wanted.has(rowid) },
      write: (line) => outputs.proof.write(line),
    })
    const hasCertificate = existsSync(join(directory, CERTIFICATE_FILE))
    outputs.readme.write(README)
    for (const output of Object.values(outputs)) output.finish()
    if (hasCertificate) copyFileSync(join(directory, CERTIFICATE_FILE), join(out, CERTIFICATE_FILE))
    const [from, to] = [new Date(span.fromMs).toISOString(), new Date(span.toMs).toISOString()]
    return { ...{ device, from, to, hasCertificate }, ...count, ...proof }
  } catch (error) {
    for (const output of Object.values(outputs)) output.discard()
    throw error
  }
}

function mayBeWithin({ header, offsetMs }: IndexedFrame, { fromMs, toMs }: Span): boolean {
  const beginMs = header.monotonicMs + offsetMs
  return beginMs <= toMs && beginMs >= fromMs - LONGEST_FRAME_MS
}

function spanOf(db: RecorderDatabase, { trip, from, to, timeZone }: ExportRequest, nowMs: number): Span {
  if (trip !== null) return spanOfTrip(db, trip, nowMs)
  const fromMs = readTime('from', from ?? '', timeZone, 'begin')
  const toMs = readTime('to', to ?? '', timeZone, 'end')
  if (fromMs > toMs) throw new UsageError('--from is after --to')
  return { fromMs, toMs }
}

function readRequest(args: readonly string[], { env }: CommandIo): ExportRequest {
  const options = parseOptions(args, {
    config: { type: 'string' },
    recorder: { type: 'string' },
    'public-key': { type: 'string' },
    trip: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    out: { type: 'string' },
    timezone: { type: 'string' },
    json: { type: 'boolean', default: false },
    language: { type: 'string' },
  })
  const { config: configFile, trip = null, from = null, to = null, out } = options
  if (configFile === undefined && options.recorder === undefined) {
    throw new UsageError('export needs --config FILE or --recorder FILE')
  }
  if (out === undefined) throw new UsageError('export needs --out DIRECTORY')
  const isSpan = from !== null && to !== null
  if ((trip === null) === !isSpan || (trip !== null && (from !== null || to !== null))) {
    throw new UsageError('export needs either --trip ID, or --from TIME and --to TIME')
  }
  const config = configFile === undefined ? null : readConfigFile(configFile)
  const recorder = options.recorder ?? join(config?.directory ?? '', RECORDER_FILE)
  const directory = config?.directory ?? dirname(resolve(recorder))
  return {
    ...{ recorder, directory, trip, from, to, out },
    device: config?.device ?? null,
    publicKey: publicKeyOf(options['public-key'], directory),
    timeZone: readTimeZone(options.timezone),
    language: chooseLanguage(options.language, env),
    isJson: options.json,
  }
}

function publicKeyOf(hex: string | undefined, directory: string): Uint8Array {
  if (hex !== undefined) {
    if (!/^04[0-9a-f]{128}$/.test(hex)) throw new UsageError('--public-key must be 130 hex digits beginning with 04')
    return fromHex(hex)
  }
  if (!existsSync(join(directory, KEY_FILE))) {
    throw new IdentityError(
      'missing',
      `there is no ${join(directory, KEY_FILE)}: name the device’s key by --public-key`,
    )
  }
  return readDeviceKey(directory).publicKey
}

const README = `ColdRx 记录导出 / export of records

readings.csv   每行一个读数；utc 为 UTC，local 为当地时间；mark 不是 ok 的读数不可信，time_trusted 为 no 的时间未经校准。
               one reading a line; a mark other than ok says why it is not to be relied on, time_trusted "no" that no
               trusted clock placed it
events.csv     报警、开关门、断电等事件 / alarms, doors, power and other events
proof.ndjson   设备签名的原始帧，从前一个签名到后一个签名 / the frames as the device signed them, from the seal before the
               span to the seal after it (docs/wire.md "Proof bundle")
certificate.json  设备证书（若设备上有）/ the device's certificate, where it lies on the device

验证 / to verify, with Python 3 and OpenSSL 3 only:
    python3 coldrx_verify.py bundle proof.ndjson
请向平台或发证方核对设备公钥：文件里的公钥只说明制作者相信哪一把。
Compare the key with what the cloud or the authority says of the device: the file only says which key its maker believes in.
`

function summaryWords(summary: ExportSummary, out: string): Readonly<Record<Language, string>> {
  const { device, from, to, readings, events, frames, documents, unsealed, unreadable } = summary
  return {
    zh: `${device}，${from} 至 ${to}：${readings} 个读数，${events} 个事件，${frames} 帧，${documents} 份单据，存于 ${out}\n${
      unsealed === 0 ? '' : `最后 ${unsealed} 帧还没有签名；稍后再导出一次即可全部得到证明\n`
    }${unreadable === 0 ? '' : `有 ${unreadable} 帧无法读取\n`}`,
    en: `${device}, ${from} to ${to}: ${readings} readings, ${events} events, ${frames} frames and ${documents} documents are in ${out}\n${
      unsealed === 0
        ? ''
        : `The last ${unsealed} frames are not sealed yet; an export some time later proves them too\n`
    }${unreadable === 0 ? '' : `${unreadable} frames cannot be read\n`}`,
  }
}
