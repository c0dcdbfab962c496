import type { Message } from '../alerts/channels/channel.ts'
import { openBusinessDatabase } from '../business-database/business-database.ts'
import { createSealedFields } from '../lib/sealed-fields.ts'
import { eachEngine, type TestPlace } from './each-engine.ts'

export const START_MS = Date.UTC(2026, 2, 1, 4)

export const MESSAGE: Message = {
  ...{ id: 'message-1', to: '+8613800000001', language: 'en', repeat: false },
  ...{ subject: 'TK-001 c1: 9.3 °C, above 8 °C', text: 'Since 12:04. 18 min left. Check the compressor.' },
  link: 'https://coldrx.example/episodes/e1',
}

/** What channels share in the database, without any channel; a pause lets the clock go on. */
export async function createChannelWorld(open: () => Promise<TestPlace> = sqlite) {
  const { place, remove } = await open()
  const db = await openBusinessDatabase(place)
  const clock = { ms: START_MS, nowMs: () => clock.ms }
  return {
    db,
    clock,
    sealedFields: createSealedFields({
      ...{ newest: 'k1', byId: new Map([['k1', new Uint8Array(32).fill(1)]]) },
      indexes: new Map([['i1', new Uint8Array(32).fill(2)]]),
    }),
    pause: async (ms: number) => {
      clock.ms += ms
      await new Promise((resolve) => setImmediate(resolve))
    },
    async close() {
      await db.close()
      await remove()
    },
  }
}

const [[, sqlite]] = eachEngine as [readonly [string, () => Promise<TestPlace>]]
