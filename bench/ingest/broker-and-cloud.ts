import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toHex } from '@coldrx/protocol'
import type { Program } from './programs.ts'

const root = new URL('../..', import.meta.url).pathname

export interface BenchFleet {
  /** of every device and every service */
  readonly secret: string
  readonly secretFile: string
  readonly fleetFile: string
  /** where the cloud keeps what it has */
  readonly store: string
}

/** Credentials of devices and of services with the cloud's role, in files below the directory. */
export function writeBenchFleet(
  directory: string,
  devices: readonly { readonly device: string; readonly publicKey: Uint8Array }[],
  services: readonly string[] = ['cloud'],
): BenchFleet {
  mkdirSync(directory, { recursive: true })
  const secret = randomBytes(18).toString('base64url')
  const secretHash = createHash('sha256').update(secret).digest('hex')
  const [secretFile, fleetFile] = [join(directory, 'secret'), join(directory, 'devices.json')]
  writeFileSync(secretFile, secret)
  writeFileSync(
    fleetFile,
    JSON.stringify({
      devices: devices.map(({ device, publicKey }) => ({ device, publicKey: toHex(publicKey), secretHash })),
      services: services.map((name) => ({ name, role: 'cloud', secretHash })),
    }),
  )
  return { secret, secretFile, fleetFile, store: join(directory, 'cloud') }
}

/** Broker and cloud as shipped, on ports of their own choice. */
export async function startBrokerAndCloud(
  start: (args: readonly string[]) => Promise<Program>,
  { secretFile, fleetFile, store }: BenchFleet,
): Promise<{ readonly broker: Program; readonly brokerUrl: string; readonly cloud: Program }> {
  const broker = await start([join(root, 'broker/dist/main.js'), '--credentials', fleetFile, '--port', '0'])
  const brokerUrl = broker.ready.split(' ').at(-1) ?? ''
  const cloud = await start([
    ...[join(root, 'cloud/dist/main.js'), 'serve', '--data', store, '--fleet', fleetFile],
    ...['--broker', brokerUrl, '--broker-secret-file', secretFile],
    ...['--http-port', '0', '--origin', 'http://127.0.0.1'],
  ])
  return { broker, brokerUrl, cloud }
}
