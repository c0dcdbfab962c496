import { join } from 'node:path'
import { type ReleaseOrder, reportedUpdateSchema, UPDATE_STATES } from '@coldrx/protocol'
import { z } from 'zod'
import { readOwnerFile, writeOwnerFile } from '../files/owner-file.ts'
import { readJson } from '../read-json.ts'

const ORDER_FILE = 'update-order.json'

const orderFileSchema = z.strictObject({
  order: z
    .strictObject({
      number: z.int().min(1),
      release: z.strictObject({ id: z.string(), version: z.string(), sizeBytes: z.int().min(1) }).nullable(),
      state: z.enum(UPDATE_STATES),
      problem: reportedUpdateSchema.shape.order.unwrap().shape.problem,
      /** how often it came whole and was not what was ordered */
      damaged: z.int().min(0),
    })
    .nullable(),
  /** the attempt whose outcome stands in the frames; null: none */
  told: z.string().nullable(),
})

export type KeptOrder = NonNullable<z.infer<typeof orderFileSchema>['order']>
export type OrderFile = z.infer<typeof orderFileSchema>
export type OrderedRelease = NonNullable<ReleaseOrder['release']>

/** What the cloud ordered, how far that is, and what was told of it: over restarts and the release itself. */
export function orderFile(directory: string) {
  const file = join(directory, ORDER_FILE)
  return {
    /** A damaged file is no order: the cloud, which is told of none, says it again. */
    read: (): OrderFile => readJson(orderFileSchema, readOwnerFile(file)) ?? { order: null, told: null },
    write: (state: OrderFile): void => writeOwnerFile(file, `${JSON.stringify(state)}\n`),
  }
}
