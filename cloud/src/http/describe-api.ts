import { allEndpoints, type EndpointParts } from './endpoints.ts'

/** `/openapi.json` without a running cloud: routes are described by what they declare, none of them is called. */
export async function describeApi(): Promise<unknown> {
  const endpoints = allEndpoints({ oauth: {}, inspection: {} } as EndpointParts)
  const document = endpoints.find(({ route }) => route === 'GET /openapi.json')
  return document?.handle({} as never)
}
