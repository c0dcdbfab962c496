import { createReadStream } from 'node:fs'
import type { CommandIo } from '../command-line/command.ts'
import { messageOf } from '../message-of.ts'
import { type AcceptedFix, FixReader } from './fix-reader.ts'
import type { gnssWords } from './gnss-words.ts'
import { TripMeter } from './trip-meter.ts'

/** As the tool prints it: where the receiver was, and where the filter says that the truck was. */
export function fixLine({ utcMs, latitude, longitude, speedKmh, place }: AcceptedFix): string {
  return JSON.stringify({
    time: utcMs === null ? null : new Date(utcMs).toISOString(),
    lat: rounded(latitude, 7),
    lon: rounded(longitude, 7),
    speedKmh: speedKmh === null ? null : rounded(speedKmh, 1),
    filtered: {
      lat: rounded(place.latitude, 7),
      lon: rounded(place.longitude, 7),
      speedKmh: rounded(place.speedKmh, 1),
      parked: place.isParked,
    },
  })
}

/** Prints the fixes of a recording that are accepted, one JSON text a line. @returns exit code */
export async function replay({
  file,
  referenceUtcMs,
  latestUtcMs,
  words,
  io,
}: {
  readonly file: string
  readonly referenceUtcMs: number | null
  readonly latestUtcMs: number
  readonly words: ReturnType<typeof gnssWords>
  readonly io: CommandIo
}): Promise<number> {
  const reader = new FixReader({ referenceUtcMs, latestUtcMs })
  const meter = new TripMeter()
  const note = (line: string): void => io.err(`${line}\n`)
  const print = async (fixes: readonly AcceptedFix[]): Promise<void> => {
    for (const { place } of fixes) meter.observe(place)
    io.out(fixes.map((fix) => `${fixLine(fix)}\n`).join(''))
    await io.taken()
  }
  try {
    for await (const chunk of createReadStream(file)) await print(reader.push(chunk as Buffer))
  } catch (error) {
    note(words.unreadable(file, messageOf(error)))
    return 1
  }
  await print(reader.end())
  const { accepted, refused, repeated, void: without, sentences, malformed, skippedBytes } = reader.counts
  note(words.replayed(accepted, refused, repeated, without))
  note(words.counts(sentences, malformed, skippedBytes))
  if (accepted > 0) note(words.driven(meter.distanceMetres / 1_000, meter.topSpeedKmh, meter.stops.length))
  return 0
}

export function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals))
}
