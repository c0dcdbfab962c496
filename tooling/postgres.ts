import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePort } from './free-port.ts'

const READY = /database system is ready to accept connections/

export interface PostgresServer {
  /** of the database `postgres`, whose user may make others */
  readonly url: string
  /** A new, empty database and its address. */
  createDatabase(): Promise<string>
  stop(): Promise<void>
}

/**
 * A PostgreSQL of Debian's package, empty, on 127.0.0.1 and a free port, as a user that is not root (it refuses root).
 * It forgets everything when it stops, so it need not wait for the disk; `durable` asks it to.
 */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer> {
  const bin = binaries()
  const directory = mkdtempSync(join(tmpdir(), 'coldrx-postgres-'))
  const user = process.getuid?.() === 0 ? userOf('postgres', 'nobody') : undefined
  if (user !== undefined) chownSync(directory, user.uid, user.gid)
  const cluster = join(directory, 'cluster')
  execFileSync(
    join(bin, 'initdb'),
    ['-D', cluster, '-U', 'coldrx', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'],
    { ...user, cwd: directory, stdio: ['ignore', 'ignore', 'inherit'] },
  )
  const port = await freePort()
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    fsync: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    // hundreds of short-lived databases are not worth tidying
    autovacuum: durable ? 'on' : 'off',
  }
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = spawn(join(bin, 'postgres'), ['-D', cluster, ...args], {
    ...user,
    cwd: directory,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  await ready(server)
  const url = `postgres://coldrx@127.0.0.1:${port}/postgres`
  let stopped: Promise<void> | undefined
  return {
    url,
    createDatabase: () => createDatabase(url),
    stop() {
      stopped ??= stop(server, directory)
      return stopped
    },
  }
}

/** `url`: of the database `postgres` of the server. The database is empty, or a copy of `template`, which nobody may be connected to. */
export async function createDatabase(
  url: string,
  {
    name = `t${randomBytes(6).toString('hex')}`,
    template = 'template1',
  }: { readonly name?: string | undefined; readonly template?: string | undefined } = {},
): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    // files are copied as they are: half the work of writing each page to the log as well
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`)
  } finally {
    await client.end()
  }
  return url.replace(/\/postgres$/, `/${name}`)
}

async function stop(server: ChildProcess, directory: string): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    // immediate: nothing of it is kept
    server.kill('SIGQUIT')
    await once(server, 'exit')
  }
  rmSync(directory, { recursive: true, force: true })
}

/** Debian keeps the server's programs off the PATH, a folder for each version. */
function binaries(): string {
  const base = '/usr/lib/postgresql'
  const versions = existsSync(base)
    ? readdirSync(base).filter((name) => existsSync(join(base, name, 'bin/initdb')))
    : []
  const newest = versions.sort((left, right) => Number(right) - Number(left))[0]
  if (newest === undefined) throw new Error('PostgreSQL is not installed; on Debian: apt-get install postgresql')
  return join(base, newest, 'bin')
}

function userOf(...names: readonly string[]): { uid: number; gid: number } {
  for (const name of names) {
    try {
      const id = (flag: string): number =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {
      // the next one
    }
  }
  throw new Error(`there is no user to run PostgreSQL as: looked for ${names.join(', ')}`)
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    server.stderr?.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString()}`.slice(-8_000)
      if (READY.test(said)) resolve()
    })
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`PostgreSQL ended with code ${String(code)}:\n${said}`)))
  })
}
