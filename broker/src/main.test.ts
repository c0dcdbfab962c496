import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import mqtt from 'mqtt'
import { expect, onTestFinished, test } from 'vitest'
import { closed } from './testing/broker-world.ts'
import { createFleet, secretOf } from './testing/fleet.ts'
import { startProgram } from './testing/program.ts'

function setup() {
  const fleet = createFleet()
  onTestFinished(() => fleet.remove())
  return fleet
}

async function connect(port: number) {
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, {
    protocolVersion: 4,
    clientId: 'tk001',
    username: 'tk001',
    password: secretOf('tk001'),
    reconnectPeriod: 0,
  })
  onTestFinished(() => client.endAsync(true))
  return client
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s lets the connections go and ends with 0: nothing keeps it alive',
  async (signal) => {
    const program = startProgram(['--credentials', setup().file, '--port', '0', '--metrics-port', '0'])
    const client = await connect(await program.port)
    const gone = closed(client)
    program.child.kill(signal)
    const { code, stdout, stderr } = await program.ended
    await gone
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const [log, ready] = stdout.split('\n')
    expect(JSON.parse(log ?? '')).toMatchObject({ name: 'broker', msg: 'broker listens' })
    expect(ready).toMatch(/^ready mqtt:\/\/127\.0\.0\.1:\d+$/)
  },
)

test('settings come from the environment too', async () => {
  const program = startProgram([], {
    COLDRX_BROKER_CREDENTIALS: setup().file,
    COLDRX_BROKER_PORT: '0',
    COLDRX_BROKER_LOG_LEVEL: 'silent',
  })
  const client = await connect(await program.port)
  expect(client.connected).toBe(true)
})

test('/metrics tells the connected clients and the process', async () => {
  const program = startProgram(['--credentials', setup().file, '--port', '0', '--metrics-port', '0'])
  await connect(await program.port)
  const metricsPort = await program.metricsPort
  const response = await fetch(`http://127.0.0.1:${metricsPort}/metrics`)
  expect(response.headers.get('content-type')).toContain('text/plain')
  const text = await response.text()
  expect(text).toContain('coldrx_broker_connected_clients{role="device"} 1')
  expect(text).toContain('process_resident_memory_bytes')
  expect((await fetch(`http://127.0.0.1:${metricsPort}/`)).status).toBe(404)
})

test('a taken port is said in one sentence, with exit code 98', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  onTestFinished(() => {
    taken.close()
  })
  const address = taken.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const { code, stderr } = await startProgram(['--credentials', setup().file, '--port', `${port}`]).ended
  expect({ code, stderr }).toEqual({ code: 98, stderr: `Port ${port} is taken by another program.\n` })
})

test('an unusable credentials file is named', async () => {
  const fleet = setup()
  writeFileSync(fleet.file, '{')
  const { code, stderr } = await startProgram(['--credentials', fleet.file, '--port', '0']).ended
  expect(code).toBe(1)
  expect(stderr).toContain(`${fleet.file} is not JSON`)
})

test('every wrong setting is named at once', async () => {
  const { code, stderr } = await startProgram(['--port', '70000', '--log-level', 'loud']).ended
  expect(code).toBe(2)
  expect(stderr).toContain('--credentials is needed')
  expect(stderr).toContain('--port must be a number from 0 to 65535')
  expect(stderr).toContain('--log-level must be one of debug, info')
})
