import type { Scope } from './actor.ts'

/** Which devices an actor may see. Telemetry knows devices only; whose they are, the fleet's register knows. */
export interface FleetVisibility {
  devicesOf(scope: Scope): Promise<'all' | ReadonlySet<string>>
}

/** An organisation's devices follow from the fleet, and a person's own from trips. */
export function createFleetVisibility({
  register,
  devicesOfDriver,
}: {
  readonly register: FleetVisibility
  readonly devicesOfDriver: (personId: string) => Promise<ReadonlySet<string>>
}): FleetVisibility {
  return {
    devicesOf: (scope) =>
      scope.reach === 'own' && scope.actor.kind === 'person'
        ? devicesOfDriver(scope.actor.id)
        : register.devicesOf(scope),
  }
}
