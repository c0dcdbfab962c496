import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Which targets may be told. Tests, whose targets are on this machine, bring another one. */
export interface TargetPolicy {
  readonly protocols: readonly string[]
  readonly allowsAddress: (address: string) => boolean
  /** all addresses of a name */
  readonly resolve: (name: string) => Promise<readonly LookupAddress[]>
}

export const PUBLIC_TARGETS: TargetPolicy = {
  protocols: ['https:'],
  allowsAddress: isPublicAddress,
  resolve: (name) =>
    new Promise((resolve, reject) => {
      systemLookup(name, { all: true }, (error, addresses) => (error === null ? resolve(addresses) : reject(error)))
    }),
}

/** What the whole Internet can reach: nothing private, local, mapped, tunnelled or set aside (RFC 6890). */
export function isPublicAddress(text: string): boolean {
  if (isIP(text) === 0) return false
  // an IPv4 address in IPv6 clothes is taken for what it is
  const address = ipaddr.process(text)
  if (address.range() !== 'unicast') return false
  return address.kind() === 'ipv4' || address.match(ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number])
}

export class TargetRefusedError extends Error {
  override readonly name = 'TargetRefusedError'
}

/** @throws TargetRefusedError where the name, or one of its addresses, is not for webhooks */
export async function resolveTarget(host: string, policy: TargetPolicy): Promise<readonly LookupAddress[]> {
  const plain = host.replace(/^\[(.*)\]$/, '$1')
  const family = isIP(plain)
  const addresses = family === 0 ? await resolveName(plain, policy) : [{ address: plain, family }]
  if (addresses.length === 0) throw new TargetRefusedError('the name has no address')
  if (!addresses.every(({ address }) => policy.allowsAddress(address))) {
    throw new TargetRefusedError('the address is private or of this machine')
  }
  return addresses
}

async function resolveName(name: string, policy: TargetPolicy): Promise<readonly LookupAddress[]> {
  try {
    return await policy.resolve(name)
  } catch (error) {
    throw new TargetRefusedError('the name is not known', { cause: error })
  }
}

/**
 * For the socket itself: the connection goes to the very addresses that were checked. A name that was public when it was
 * registered may by now mean this machine (DNS rebinding).
 */
export function guardedLookup(policy: TargetPolicy): LookupFunction {
  return function lookupGuarded(host, options, callback) {
    resolveTarget(host, policy).then(
      (addresses) => {
        if (options.all === true) callback(null, [...addresses])
        else callback(null, addresses[0]?.address ?? '', addresses[0]?.family)
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    )
  }
}
