import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { chownSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fromHex, sm3, toHex, toUtf8 } from '@coldrx/protocol'
import { z } from 'zod'
import type { AgentConfig } from '../config.ts'
import { readOwnerFile, writeOwnerFile } from '../files/owner-file.ts'
import { readJson } from '../read-json.ts'

const LOOPBACK = '127.0.0.1'
/** How long a PIN that a technician asked for may be entered. */
const PIN_VALID_MS = 15 * 60_000
/** How long the one of a first start may: somebody has to walk from the box to the cab. */
const FIRST_PIN_VALID_MS = 60 * 60_000
/** A PIN of a million that so many have guessed at is given up. */
const MOST_WRONG_TRIES = 10
/** These many slips of a finger cost nothing. */
const FREE_TRIES = 3
const FIRST_PAUSE_MS = 10_000
const LONGEST_PAUSE_MS = 15 * 60_000
/** More screens than any cab has. */
const MOST_SCREENS = 16

const pinSchema = z.object({
  v: z.literal(1),
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  /** SM3(salt ‖ PIN) */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  untilMs: z.int(),
  wrongTries: z.int().min(0),
})
const screensSchema = z.object({
  v: z.literal(1),
  /** the oldest first; `digest`: SM3 of what the screen keeps */
  screens: z.array(z.object({ digest: z.string(), pairedAtMs: z.int() })),
})

type Pin = z.infer<typeof pinSchema>
type Screens = z.infer<typeof screensSchema>['screens']

export type PairingAnswer =
  | { readonly kind: 'paired'; readonly token: string }
  /** `gone`: no PIN can be entered any more; a technician makes another */
  | { readonly kind: 'wrong' | 'gone' }
  | { readonly kind: 'throttled'; readonly retryAfterMs: number }

/** Screens on the truck's network that may see and do what the one in the cab may. */
export interface Pairing {
  isPaired(token: string | undefined): boolean
  /** @param monotonicMs by which tries are throttled: a wall clock can be set */
  tryPin(pin: string, now: { readonly wallMs: number; readonly monotonicMs: number }): PairingAnswer
}

const pinFile = (directory: string): string => join(directory, 'cab-pin.json')
const screensFile = (directory: string): string => join(directory, 'cab-screens.json')

/** Whether any screen has to be paired: those on the network where they are served, or all. */
export const needsPairing = ({ host, pairing }: Pick<AgentConfig['cab'], 'host' | 'pairing'>): boolean =>
  host !== LOOPBACK || pairing === 'all'

/** Files are read at each question: a technician's command changes them beside the running agent. */
export function openPairing({ directory }: { readonly directory: string }): Pairing {
  let wrongInARow = 0
  let pausedUntilMs = Number.NEGATIVE_INFINITY

  return {
    isPaired(token) {
      if (token === undefined || !/^[0-9a-f]{64}$/.test(token)) return false
      const digest = toHex(sm3(fromHex(token)))
      return readScreens(directory).some((screen) => isSame(screen.digest, digest))
    },
    tryPin(entered, { wallMs, monotonicMs }) {
      if (monotonicMs < pausedUntilMs) {
        return { kind: 'throttled', retryAfterMs: Math.ceil(pausedUntilMs - monotonicMs) }
      }
      const pin = readPin(directory)
      if (pin === null || wallMs > pin.untilMs || pin.wrongTries >= MOST_WRONG_TRIES) return { kind: 'gone' }
      if (!isSame(pin.digest, digestOf(pin.salt, entered))) {
        wrongInARow++
        if (wrongInARow >= FREE_TRIES) {
          const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (wrongInARow - FREE_TRIES), LONGEST_PAUSE_MS)
          pausedUntilMs = monotonicMs + pauseMs
        }
        write(pinFile(directory), { ...pin, wrongTries: pin.wrongTries + 1 })
        return { kind: 'wrong' }
      }
      wrongInARow = 0
      const token = randomBytes(32).toString('hex')
      const screen = { digest: toHex(sm3(fromHex(token))), pairedAtMs: Math.round(wallMs) }
      writeScreens(directory, [...readScreens(directory), screen].slice(-MOST_SCREENS))
      // one PIN, one screen
      write(pinFile(directory), { ...pin, untilMs: 0 })
      return { kind: 'paired', token }
    },
  }
}

/** Makes a PIN of six digits for one screen; one of before is no longer good. */
export function makePin({
  directory,
  nowMs,
  validMs = PIN_VALID_MS,
}: {
  readonly directory: string
  readonly nowMs: number
  readonly validMs?: number
}): { readonly pin: string; readonly validMs: number } {
  const pin = String(randomInt(0, 1_000_000)).padStart(6, '0')
  const salt = randomBytes(16).toString('hex')
  const made: Pin = { v: 1, salt, digest: digestOf(salt, pin), untilMs: Math.round(nowMs + validMs), wrongTries: 0 }
  write(pinFile(directory), made)
  return { pin, validMs }
}

/** The PIN of a first start; null: there was one before, or a screen is paired. */
export function firstPin({ directory, nowMs }: { readonly directory: string; readonly nowMs: number }): string | null {
  if (readOwnerFile(pinFile(directory)) !== null || readScreens(directory).length > 0) return null
  return makePin({ directory, nowMs, validMs: FIRST_PIN_VALID_MS }).pin
}

export function pairedScreens(directory: string): readonly { readonly pairedAtMs: number }[] {
  return readScreens(directory)
}

export function forgetScreens(directory: string): void {
  writeScreens(directory, [])
}

function readPin(directory: string): Pin | null {
  return readJson(pinSchema, readOwnerFile(pinFile(directory)))
}

/** A file that cannot be read pairs nobody. */
function readScreens(directory: string): Screens {
  return readJson(screensSchema, readOwnerFile(screensFile(directory)))?.screens ?? []
}

function writeScreens(directory: string, screens: Screens): void {
  write(screensFile(directory), { v: 1, screens })
}

/** The command may run as root; the agent, as whoever owns the directory, has to read what it wrote. */
function write(path: string, content: object): void {
  writeOwnerFile(path, `${JSON.stringify(content)}\n`)
  const { uid, gid } = statSync(dirname(path))
  if (statSync(path).uid !== uid) chownSync(path, uid, gid)
}

const digestOf = (salt: string, pin: string): string => toHex(sm3(toUtf8(`${salt}${pin}`)))

function isSame(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right))
}
