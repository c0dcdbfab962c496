import { z } from 'zod'
import type { Scope } from '../access/actor.ts'
import { type Endpoint, endpoint, publicEndpoint } from '../http/endpoint.ts'
import { instantOut, toInstant } from '../http/instants.ts'
import { pageOf, pageQuery, parseCursor, toPage } from '../http/paging.ts'
import { ASSET_KINDS } from './asset.ts'
import type { ListedAuthority } from './device-authorities.ts'
import { DEVICE_STATES } from './device-lifecycle.ts'
import type { Device } from './devices.ts'
import type { Fleet } from './fleet.ts'
import { assetName, deviceName, idSchema, reasonSchema, revisionSchema } from './fleet-schemas.ts'

const params = z.strictObject({ device: deviceName })
const publicKey = z.string().regex(/^04[0-9a-f]{128}$/, 'must be 130 hex digits beginning with 04')
const signature = z.string().regex(/^[0-9a-f]{128}$/, 'must be 128 hex digits')

const deviceSchema = z.strictObject({
  id: z.string(),
  state: z.enum(DEVICE_STATES),
  revision: z.int(),
  asset: z
    .strictObject({ id: z.string(), name: z.string(), kind: z.enum(ASSET_KINDS), organisationId: z.string() })
    .nullable(),
  createdAt: instantOut,
})

const authoritySchema = z.strictObject({ fingerprint: z.string(), publicKey: z.string(), name: z.string() })

const listedAuthoritySchema = z.strictObject({
  ...authoritySchema.shape,
  addedAt: instantOut,
  retiredAt: instantOut.nullable().describe('null: what it signs is taken'),
  certificates: z.int().describe('of device keys that are kept of it'),
})

function toAuthorityView({ addedAtMs, retiredAtMs, ...rest }: ListedAuthority): z.input<typeof listedAuthoritySchema> {
  return { ...rest, addedAt: toInstant(addedAtMs), retiredAt: toInstant(retiredAtMs) }
}

export const fullDeviceSchema = z.strictObject({
  ...deviceSchema.shape,
  keys: z.array(
    z.strictObject({
      fingerprint: z.string().describe('SM3 of the key, hex'),
      publicKey: z.string(),
      from: instantOut,
      until: instantOut.nullable().describe('null: in force'),
    }),
  ),
  certificates: z.array(
    z.strictObject({
      serial: z.string(),
      fingerprint: z.string().describe('of the key that it certifies'),
      authority: authoritySchema,
      notBefore: instantOut,
      notAfter: instantOut,
      statement: z.string().describe('the very text that is signed'),
      signature: z.string(),
    }),
  ),
})

/** With every key that it ever had, and who vouches for them. */
export async function toDeviceView(
  fleet: Fleet,
  scope: Scope,
  device: Device,
): Promise<z.input<typeof fullDeviceSchema>> {
  const keys = await fleet.devices.keysOf(scope, device.id)
  const certificates = await fleet.authorities.certificatesOf(scope, device.id)
  return {
    ...toView(device),
    keys: keys.map(({ fromMs, untilMs, ...key }) => ({ ...key, from: toInstant(fromMs), until: toInstant(untilMs) })),
    certificates: certificates.map(({ notBeforeMs, notAfterMs, ...certificate }) => ({
      ...certificate,
      notBefore: toInstant(notBeforeMs),
      notAfter: toInstant(notAfterMs),
    })),
  }
}

function toView({ createdAtMs, ...device }: Device): z.input<typeof deviceSchema> {
  return { ...device, createdAt: toInstant(createdAtMs) }
}

export function deviceRoutes({ fleet }: { readonly fleet: Fleet }): Endpoint[] {
  return [
    endpoint({
      route: 'GET /api/devices',
      tag: 'devices',
      summary: 'Devices, by name',
      query: z.strictObject({
        ...pageQuery,
        state: z.enum(DEVICE_STATES).exactOptional(),
        search: z.string().min(1).max(64).exactOptional().describe('in the names of device and asset'),
      }),
      answer: pageOf(deviceSchema),
      async handle({ scope, query: { limit, after, ...search } }) {
        const key = parseCursor(after, z.tuple([z.string()]))
        const found = await fleet.devices.list(scope, { ...search, limit, after: key })
        return toPage(found, { limit, keyOf: ({ id }) => [id], view: toView })
      },
    }),
    endpoint({
      route: 'POST /api/devices',
      tag: 'devices',
      summary: 'Register a device; it is admitted once it has enrolled its key',
      body: z.strictObject({
        device: deviceName,
        assetId: idSchema.exactOptional().describe('whose records it makes; only an administrator may leave it out'),
      }),
      answer: deviceSchema,
      creates: true,
      async handle({ scope, body: { device: id, ...rest } }) {
        return toView(await fleet.write({ scope }, (write) => fleet.devices.register(write, { id, ...rest })))
      },
    }),
    endpoint({
      route: 'GET /api/devices/{device}',
      tag: 'devices',
      summary: 'One device with every key that it ever had, and who vouches for them',
      params,
      answer: fullDeviceSchema,
      handle: async ({ scope, params: { device } }) =>
        toDeviceView(fleet, scope, await fleet.devices.get(scope, device)),
    }),
    endpoint({
      route: 'POST /api/devices/{device}/bind',
      tag: 'devices',
      summary: 'Bind it to another asset, or to none',
      params,
      body: z.strictObject({ assetId: idSchema.nullable(), revision: revisionSchema, reason: reasonSchema }),
      async handle({ scope, params: { device }, body }) {
        await fleet.write({ scope }, (write) => fleet.devices.bind(write, device, body))
      },
    }),
    ...(['revoke', 'register-again'] as const).map((event) =>
      endpoint({
        route: `POST /api/devices/{device}/${event}`,
        tag: 'devices',
        summary:
          event === 'revoke'
            ? 'End its key: the broker admits it no longer, its records stay'
            : 'Let a revoked device enrol a new key',
        params,
        body: z.strictObject({ revision: revisionSchema, reason: reasonSchema }),
        answer: deviceSchema,
        async handle({ scope, states, params: { device }, body }) {
          return toView(
            await fleet.write({ scope, states }, (write) => fleet.devices.move(write, device, { event, ...body })),
          )
        },
      }),
    ),
    endpoint({
      route: 'POST /api/devices/{device}/enrolment-codes',
      tag: 'devices',
      summary: 'Make a one-time code for its next key, good for a day and told once',
      params,
      answer: z.strictObject({ code: z.string(), expiresAt: instantOut }),
      creates: true,
      async handle({ scope, params: { device } }) {
        const { code, expiresAtMs } = await fleet.write({ scope }, (write) => fleet.enrolment.makeCode(write, device))
        return { code, expiresAt: toInstant(expiresAtMs) }
      },
    }),
    publicEndpoint({
      route: 'POST /api/enrolments',
      tag: 'devices',
      summary: 'What `coldrx-agent enrol --code` prints: binds the key that it proves',
      body: z.strictObject({
        code: z.string().min(1).max(64),
        device: deviceName,
        publicKey,
        secretHash: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits'),
        proof: signature.describe('SM2 over device and code'),
      }),
      answer: z.strictObject({ device: z.string(), fingerprint: z.string() }),
      refusals: { 409: 'the key is, or was, in use', 422: 'code or proof is not good' },
      async handle({ body }) {
        const { fingerprint } = await fleet.enrol(body)
        return { device: body.device, fingerprint }
      },
    }),
    endpoint({
      route: 'POST /api/devices/{device}/certificates',
      tag: 'devices',
      summary: 'Keep what a device authority signed for a key of the device',
      params,
      body: z.strictObject({ statement: z.string().min(1).max(2_048), signature }),
      creates: true,
      answer: z.strictObject({ device: z.string() }),
      async handle({ scope, params: { device }, body }) {
        await fleet.write({ scope }, (write) => fleet.authorities.takeCertificate(write, device, body))
        return { device }
      },
    }),
    endpoint({
      route: 'GET /api/device-authorities',
      tag: 'devices',
      summary: 'Who vouches for keys of devices',
      query: z.strictObject(pageQuery),
      answer: pageOf(listedAuthoritySchema),
      async handle({ query: { limit, after } }) {
        const key = parseCursor(after, z.tuple([z.string()]))?.[0]
        const found = await fleet.authorities.list({ limit, after: key })
        return toPage(found, { limit, keyOf: ({ fingerprint }) => [fingerprint], view: toAuthorityView })
      },
    }),
    endpoint({
      route: 'POST /api/device-authorities',
      tag: 'devices',
      summary: 'Believe an authority whose key is kept offline',
      body: z.strictObject({ publicKey, name: assetName }),
      answer: listedAuthoritySchema,
      creates: true,
      async handle({ scope, body }) {
        return toAuthorityView(await fleet.write({ scope }, (write) => fleet.authorities.add(write, body)))
      },
    }),
    endpoint({
      route: 'POST /api/device-authorities/{authority}/retire',
      tag: 'devices',
      summary: 'Take no more certificates of it, for good; those that are kept stay',
      params: z.strictObject({ authority: z.string().regex(/^[0-9a-f]{64}$/, 'is no fingerprint') }),
      body: z.strictObject({ reason: reasonSchema }),
      answer: listedAuthoritySchema,
      refusals: { 409: 'it is retired already' },
      async handle({ scope, params: { authority: fingerprint }, body: { reason } }) {
        return toAuthorityView(
          await fleet.write({ scope }, (write) => fleet.authorities.retire(write, { fingerprint, reason })),
        )
      },
    }),
  ]
}
