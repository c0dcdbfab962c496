import { reactive, watch } from 'vue'
import * as z from 'zod/mini'

const KEY = 'coldrx-cab-boxes'
const keptSchema = z.object({ trip: z.string(), codes: z.record(z.string(), z.array(z.string())) })

/** Which boxes were counted, by what they were counted for: counting is not begun anew because the screen was. Codes only, of one trip. */
export function keptBoxes(trip: string, what: string, storage: Storage = localStorage): Set<string> {
  const before = read(storage)
  const boxes = reactive(new Set(before?.trip === trip ? before.codes[what] : []))
  watch(boxes, () => {
    const now = read(storage)
    const codes = { ...(now?.trip === trip ? now.codes : {}), [what]: [...boxes] }
    try {
      storage.setItem(KEY, JSON.stringify({ trip, codes }))
    } catch {
      // it only has to be counted again
    }
  })
  return boxes
}

function read(storage: Storage): z.infer<typeof keptSchema> | undefined {
  try {
    return z.safeParse(keptSchema, JSON.parse(storage.getItem(KEY) ?? 'null')).data
  } catch {
    return undefined
  }
}
