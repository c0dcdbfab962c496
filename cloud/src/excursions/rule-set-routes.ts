import { z } from 'zod'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { instantOut, toInstant } from '../http/instants.ts'
import { pageOf, pageQuery, parseCursor, toPage } from '../http/paging.ts'
import { idSchema } from '../trips/trip-routes.ts'
import { RULE_SCOPES, ruleSetSchema, USUAL_RULES } from './rule-set.ts'
import type { RuleSets, RuleSetVersion } from './rule-sets.ts'

const params = z.strictObject({ ruleSet: idSchema })
const bodySchema = z.strictObject({
  scope: z.enum(RULE_SCOPES, { error: `must be one of ${RULE_SCOPES.join(', ')}` }),
  scopeId: z
    .string()
    .min(1)
    .max(128)
    .exactOptional()
    .describe('id of the asset, trip or shipment, name of the product; not for an organisation'),
  rules: ruleSetSchema,
})
const viewSchema = z.strictObject({
  id: z.string(),
  organisationId: z.string(),
  scope: z.enum(RULE_SCOPES),
  scopeId: z.string(),
  version: z.int(),
  from: instantOut.describe('it holds for what happens from then on'),
  rules: ruleSetSchema.nullable().describe('null: ended, the next wider set holds'),
})

function toView({ fromMs, ...rest }: RuleSetVersion): z.input<typeof viewSchema> {
  return { ...rest, from: toInstant(fromMs) }
}

export function ruleSetRoutes({ ruleSets }: { readonly ruleSets: RuleSets }): Endpoint[] {
  return [
    endpoint({
      route: 'GET /api/rule-sets',
      tag: 'fleet',
      summary: 'Sets of rules that episodes are drawn by, each in its newest version',
      query: z.strictObject(pageQuery),
      answer: pageOf(viewSchema),
      async handle({ scope, query: { limit, after } }) {
        const [id] = parseCursor(after, z.tuple([z.string()])) ?? []
        const found = await ruleSets.list(scope, { limit, after: id })
        return toPage(found, { limit, keyOf: (set) => [set.id], view: toView })
      },
    }),
    endpoint({
      route: 'GET /api/rule-sets/usual',
      tag: 'fleet',
      summary: 'The rules that hold where nobody has said otherwise',
      answer: ruleSetSchema,
      bounded: 'it is one set',
      handle: () => USUAL_RULES,
    }),
    endpoint({
      route: 'PUT /api/rule-sets',
      tag: 'fleet',
      summary: 'Set the rules of the organisation, or of an asset, trip, product or shipment: a new version',
      body: bodySchema,
      answer: viewSchema,
      bodyLimitBytes: 256 * 1024,
      handle: async ({ scope, body: { rules, scope: of, scopeId } }) =>
        toView(await ruleSets.set(scope, { scope: of, scopeId }, rules)),
    }),
    endpoint({
      route: 'GET /api/rule-sets/{ruleSet}/versions',
      tag: 'fleet',
      summary: 'Every version of a set of rules, newest first',
      params,
      answer: z.array(viewSchema),
      bounded: 'rules change a few times a year',
      handle: async ({ scope, params: { ruleSet } }) => (await ruleSets.versions(scope, ruleSet)).map(toView),
    }),
    endpoint({
      route: 'DELETE /api/rule-sets/{ruleSet}',
      tag: 'fleet',
      summary: 'End a set of rules: the next wider one holds',
      params,
      handle: ({ scope, params: { ruleSet } }) => ruleSets.end(scope, ruleSet),
    }),
  ]
}
