import type { Area } from '../ui/areas.ts'

/**
 * The parts of the console in the order of its navigation. A new one needs its routes in router.ts, a word under `area`
 * in both languages, and the roles that the server lets in.
 */
export const AREAS = [
  { key: 'live', icon: 'map', route: 'live', routes: ['live', 'truck'], roles: [] },
  {
    key: 'trips',
    icon: 'trips',
    route: 'trips',
    routes: ['trips', 'trip', 'trip-new', 'trip-edit', 'shipments', 'shipment', 'shipment-new', 'geofences'],
    roles: ['dispatcher', 'quality', 'warehouse', 'driver', 'administrator', 'inspector'],
  },
] as const satisfies readonly Area[]
