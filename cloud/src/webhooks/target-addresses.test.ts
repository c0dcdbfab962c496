import { describe, expect, it } from 'vitest'
import { isPublicAddress, resolveTarget } from './target-addresses.ts'

describe('an address for webhooks', () => {
  it.each([
    ...['127.0.0.1', '127.9.9.9', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
    ...['169.254.169.254', '100.64.0.1', '192.0.0.1', '192.0.2.1', '198.18.0.1', '224.0.0.1', '255.255.255.255'],
    ...['::', '::1', 'fe80::1', 'fc00::1', 'fd12::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1'],
    ...['64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1', '::127.0.0.1', '2001::1', 'localhost', ''],
  ])('is not %s', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  it.each(['8.8.8.8', '223.5.5.5', '172.32.0.1', '2606:4700::1111', '240e::1'])('may be %s', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  it.each(['127.1', '0x7f000001', '2130706433', '017700000001', '[::1]', '[::ffff:7f00:1]'])(
    'is not %s, however a URL writes it',
    async (host) => {
      const { hostname } = new URL(`https://${host}/`)
      const policy = { protocols: ['https:'], allowsAddress: isPublicAddress, resolve: async () => [] }
      await expect(resolveTarget(hostname, policy)).rejects.toThrow('private or of this machine')
    },
  )

  it('is refused for one bad address among good ones', async () => {
    const policy = {
      protocols: ['https:'],
      allowsAddress: isPublicAddress,
      resolve: async () => [
        { address: '8.8.8.8', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ],
    }
    await expect(resolveTarget('partner.example', policy)).rejects.toThrow('private or of this machine')
  })
})
