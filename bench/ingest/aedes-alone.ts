/** A process: aedes with its defaults, on a port of its own; the raw limit of what the broker can forward. */
import { createServer } from 'node:net'
import { Aedes } from 'aedes'

const aedes = await Aedes.createBroker()
const server = createServer(aedes.handle)
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(`ready ${typeof address === 'object' ? address?.port : address}`)
})
process.once('SIGTERM', () => process.exit(0))
