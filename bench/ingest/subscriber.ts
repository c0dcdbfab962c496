/**
 * A process: what stands behind a broker in the contenders, at the QoS that is asked for. `count` only counts; `classic` parses a JSON reading from
 * each message and stores one row each, in a transaction per 20 ms. Prints `done` once `expected` arrived (and are stored).
 */

import Database from 'better-sqlite3'
import mqtt from 'mqtt'

const [kind = 'count', url = '', qos = '1', expectedText = '0', file = ':memory:'] = process.argv.slice(2)
const expected = Number(expectedText)
const BATCH_MS = 20

const client = await mqtt.connectAsync(url, { protocolVersion: 4, clientId: 'subscriber', clean: true })
let arrived = 0
if (kind === 'count') {
  client.on('message', () => {
    arrived++
    if (arrived === expected) console.log('done')
  })
} else {
  const database = new Database(file)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec(
    'CREATE TABLE readings (device TEXT, channel TEXT, at INTEGER, value REAL, PRIMARY KEY (device, channel, at))',
  )
  const insert = database.prepare('INSERT OR IGNORE INTO readings VALUES (?, ?, ?, ?)')
  let waiting: Reading[] = []
  const store = database.transaction((readings: readonly Reading[]) => {
    for (const { device, channel, at, value } of readings) insert.run(device, channel, at, value)
  })
  client.on('message', (_topic, payload) => {
    waiting.push(JSON.parse(payload.toString()) as Reading)
  })
  setInterval(() => {
    if (waiting.length === 0) return
    store(waiting)
    arrived += waiting.length
    waiting = []
    if (arrived === expected) console.log('done')
  }, BATCH_MS)
}
await client.subscribeAsync(kind === 'count' ? 'coldrx/v1/+/up/#' : 'telemetry/#', { qos: qos === '0' ? 0 : 1 })
console.log('ready')
process.once('SIGTERM', () => process.exit(0))

interface Reading {
  readonly device: string
  readonly channel: string
  readonly at: number
  readonly value: number
}
