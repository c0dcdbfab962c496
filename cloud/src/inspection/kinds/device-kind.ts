import { toDeviceView } from '../../fleet/device-routes.ts'
import type { Device } from '../../fleet/devices.ts'
import type { Fleet } from '../../fleet/fleet.ts'
import type { FindableKind, FoundRecord } from '../findable.ts'
import { orUndefined } from '../or-undefined.ts'

/** A device: every key that it had, who vouches for them, all that it recorded. */
export function deviceKind({ fleet }: { readonly fleet: Fleet }): FindableKind {
  return {
    kind: 'device',

    async search(scope, text, limit) {
      const found = await fleet.devices.list(scope, { search: text, limit })
      return found.slice(0, limit).map(toFound)
    },

    async open(scope, id) {
      const device = await orUndefined(fleet.devices.get(scope, id))
      if (device === undefined) return undefined
      const { asset } = device
      const related: FoundRecord[] =
        asset === null ? [] : [{ kind: 'asset', id: asset.id, title: asset.name, organisationId: asset.organisationId }]
      return {
        ...toFound(device),
        record: await toDeviceView(fleet, scope, device),
        names: [],
        related,
        recordings: [{ device: id, compartment: null, fromMs: null, toMs: null }],
        documents: [],
      }
    },
  }
}

function toFound({ id, asset }: Device): FoundRecord {
  return { kind: 'device', id, title: id, organisationId: asset?.organisationId ?? null }
}
