/*
 * Loaded into an agent before it runs (`node --import`): its host's clock is the real one and what the file of
 * COLDRX_CLOCK_OFFSET_FILE says, in milliseconds, also while it runs. Time that only goes on (process.hrtime) does not jump,
 * as that of a real host does not.
 */
import { readFileSync } from 'node:fs'

const LOOK_MS = 100

const file = process.env.COLDRX_CLOCK_OFFSET_FILE ?? ''
const RealDate = globalThis.Date
let offsetMs = 0

function look() {
  try {
    offsetMs = Number(readFileSync(file, 'utf8')) || 0
  } catch {
    // no file: the clock is right
    offsetMs = 0
  }
}

look()
setInterval(look, LOOK_MS).unref()

globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + offsetMs)
    else super(...given)
  }

  static now() {
    return RealDate.now() + offsetMs
  }
}
