import type { BusinessReader } from '../business-database/business-database.ts'
import type { RulesAt } from './rule-context.ts'
import { type RuleScope, type RulesInForce, USUAL } from './rule-set.ts'
import { type RuleSetVersion, readAllRuleSets } from './rule-sets.ts'

/** What a set of rules may belong to, and when it was so. */
interface Belonging {
  readonly scope: RuleScope
  readonly scopeId: string
  readonly organisationId: string
  /** null: of the whole device */
  readonly compartment: string | null
  readonly fromMs: number
  readonly toMs: number
}

/** The narrowest first: what holds is what is said of the narrowest thing that anything is said of. */
const NARROWEST_FIRST: readonly RuleScope[] = ['shipment', 'product', 'trip', 'asset', 'organisation']
const ALWAYS = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY }

/** The rules of each device as they were in force at any time; read once for all devices of a step. */
export async function readRulesInForce(reader: BusinessReader): Promise<(device: string) => Promise<RulesAt>> {
  const versions = await readAllRuleSets(reader)
  // where nobody has said anything, which is usual, nothing need be asked
  if (versions.length === 0) return async () => () => [USUAL]
  const scopes = new Set(versions.map(({ scope }) => scope))
  return async (device) => {
    const belongings = await readBelongings(reader, device, scopes)
    const relevant = versions.filter((version) => belongings.some((belonging) => isOf(version, belonging)))
    return (atMs, compartment) => {
      for (const scope of NARROWEST_FIRST) {
        const holding = belongings
          .filter((belonging) => belonging.scope === scope && belonging.fromMs <= atMs && atMs < belonging.toMs)
          .filter((belonging) => belonging.compartment === null || belonging.compartment === compartment)
          .flatMap(
            (belonging) =>
              newest(
                relevant.filter((version) => isOf(version, belonging)),
                atMs,
              ) ?? [],
          )
        const [first, ...others] = holding
        if (first !== undefined) return [first, ...others]
      }
      return [USUAL]
    }
  }
}

function isOf(version: RuleSetVersion, { scope, scopeId, organisationId }: Belonging): boolean {
  return version.scope === scope && version.scopeId === scopeId && version.organisationId === organisationId
}

function newest(versions: readonly RuleSetVersion[], atMs: number): RulesInForce | undefined {
  const begun = versions.filter(({ fromMs }) => fromMs <= atMs)
  const last = begun.reduce<RuleSetVersion | undefined>(
    (latest, version) => (latest === undefined || version.version > latest.version ? version : latest),
    undefined,
  )
  return last?.rules == null ? undefined : { id: last.id, version: last.version, rules: last.rules }
}

async function readBelongings(
  reader: BusinessReader,
  device: string,
  scopes: ReadonlySet<RuleScope>,
): Promise<Belonging[]> {
  const assets = await reader
    .selectFrom('device as d')
    .innerJoin('asset as a', 'a.id', 'd.asset_id')
    .select(['a.id', 'a.organisation_id'])
    .where('d.id', '=', device)
    .execute()
  const found = assets.flatMap(({ id, organisation_id: organisationId }): Belonging[] => [
    { scope: 'asset', scopeId: id, organisationId, compartment: null, ...ALWAYS },
    { scope: 'organisation', scopeId: organisationId, organisationId, compartment: null, ...ALWAYS },
  ])
  if (scopes.has('trip')) found.push(...(await tripsOf(reader, device)))
  if (scopes.has('shipment') || scopes.has('product')) found.push(...(await shipmentsOf(reader, device)))
  return found
}

async function tripsOf(reader: BusinessReader, device: string): Promise<Belonging[]> {
  const trips = await reader
    .selectFrom('trip')
    .select(['id', 'organisation_id', 'departed_at_ms', 'ended_at_ms'])
    .where('device', '=', device)
    .where('departed_at_ms', 'is not', null)
    .execute()
  return trips.map((trip) => ({
    ...{ scope: 'trip', scopeId: trip.id, organisationId: trip.organisation_id, compartment: null },
    ...{ fromMs: trip.departed_at_ms ?? 0, toMs: trip.ended_at_ms ?? Number.POSITIVE_INFINITY },
  }))
}

/** From when they were loaded until somebody took them. */
async function shipmentsOf(reader: BusinessReader, device: string): Promise<Belonging[]> {
  const rows = await reader
    .selectFrom('shipment as s')
    .innerJoin('trip as t', 't.id', 's.trip_id')
    .innerJoin('custody as c', 'c.shipment_id', 's.id')
    .select(['s.id', 's.organisation_id', 's.compartment', 's.goods_zh', 's.goods_en', 'c.kind', 'c.at_ms'])
    .where('t.device', '=', device)
    .orderBy('c.sequence')
    .execute()
  const aboard = new Map<string, Omit<Belonging, 'scope' | 'scopeId'> & { readonly goods: readonly string[] }>()
  for (const row of rows) {
    const known = aboard.get(row.id)
    if (row.kind === 'loaded') {
      aboard.set(row.id, {
        ...{ organisationId: row.organisation_id, compartment: row.compartment, goods: [row.goods_zh, row.goods_en] },
        ...{ fromMs: Math.min(known?.fromMs ?? row.at_ms, row.at_ms), toMs: Number.POSITIVE_INFINITY },
      })
    } else if (known !== undefined) aboard.set(row.id, { ...known, toMs: row.at_ms })
  }
  return [...aboard].flatMap(([id, { goods, ...span }]): Belonging[] => [
    { scope: 'shipment', scopeId: id, ...span },
    ...[...new Set(goods)].map((name): Belonging => ({ scope: 'product', scopeId: name, ...span })),
  ])
}
