import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase } from '../lib/database.ts'
import { sqliteSql } from '../lib/sqlite-sql.ts'
import { serveCalls } from '../lib/worker-calls.ts'
import type { KeptLayout } from './frame-log.ts'
import { FRAME_SCHEMA } from './frame-schema.ts'
import { FrameWriter } from './frame-writer.ts'
import { type PackedArrivals, unpackArrivals } from './packed-arrivals.ts'

export type FrameLogCalls = ReturnType<typeof createHandlers>

function createHandlers(path: string) {
  const db = openDatabase(path, FRAME_SCHEMA)
  const sql = sqliteSql(db)
  const writer = new FrameWriter(sql)
  return {
    /** answered once the file is open and checked */
    ready: () => null,
    accept: (packed: PackedArrivals) => writer.accept(unpackArrivals(packed)),
    acknowledgement: ({ device, epoch }: { readonly device: string; readonly epoch: string }) =>
      writer.acknowledgement(device, epoch),
    keepLayout: (layout: KeptLayout) => writer.keepLayout(layout),
    close: async () => {
      await sql.close()
      return null
    },
  }
}

if (parentPort !== null) serveCalls(parentPort, () => createHandlers((workerData as { readonly path: string }).path))
