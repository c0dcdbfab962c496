import type { Area } from '../ui/areas.ts'

/**
 * The parts of the console in the order of its navigation. A new one needs its routes in router.ts, a word under `area`
 * in both languages, and the roles that the server lets in.
 */
export const AREAS = [
  { key: 'live', icon: 'map', route: 'live', routes: ['live', 'truck'], roles: [] },
  {
    key: 'fleet',
    icon: 'truck',
    route: 'assets',
    routes: ['assets', 'asset', 'probes', 'probe', 'devices', 'device', 'sheets'],
    roles: ['dispatcher', 'quality', 'warehouse', 'technician', 'administrator', 'inspector'],
  },
] as const satisfies readonly Area[]
