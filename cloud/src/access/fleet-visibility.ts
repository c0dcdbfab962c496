import type { Scope } from './actor.ts'

/** Which devices an actor may see. Telemetry knows devices only; whose they are, the fleet's register knows. */
export interface FleetVisibility {
  devicesOf(scope: Scope): Promise<'all' | ReadonlySet<string>>
}
