import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { choosePorts } from '../../start/ports.mjs'
import { freePort } from '../../tooling/free-port.ts'

/** A port that is taken until the test ends. */
async function takenPort(): Promise<number> {
  const server = createServer()
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  onTestFinished(() => {
    server.close()
  })
  return port
}

async function choose(
  defaults: Readonly<Record<string, number>>,
  asked: Readonly<Record<string, number | undefined>> = {},
) {
  const said: string[] = []
  const ports = await choosePorts({ defaults, asked, say: (text) => said.push(text) })
  return { ports, said }
}

test('a default that is taken is replaced by a later one, and that is said', async () => {
  const taken = await takenPort()
  const { ports, said } = await choose({ http: taken })
  expect(ports.http).toBeGreaterThan(taken)
  expect(said).toEqual([`port ${taken} is taken, using ${ports.http} (--http sets another).`])
})

test('a port that was asked for and is taken is an error that names it', async () => {
  const taken = await takenPort()
  await expect(choose({ http: 1 }, { http: taken })).rejects.toThrow(`port ${taken} (--http) is taken`)
})

test('a default gives way to a port that was asked for under another name', async () => {
  const port = await freePort()
  const { ports, said } = await choose({ http: port }, { http: undefined, mqtt: port })
  expect(ports.mqtt).toBe(port)
  expect(ports.http).toBeGreaterThan(port)
  expect(said).toHaveLength(1)
})

test('the same port for two things is an error that names both', async () => {
  const port = await freePort()
  await expect(choose({}, { http: port, mqtt: port })).rejects.toThrow(`--mqtt and --http are both ${port}`)
})

test('above the highest port there is none', async () => {
  await expect(choose({ http: 65_536 })).rejects.toThrow('no port from 65536 on is free; set one with --http')
})
