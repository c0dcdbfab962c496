import type { BusinessDatabase } from '../business-database/business-database.ts'
import type { People, Person } from '../identity/people.ts'
import type { Drivers } from './driver-routes.ts'

export function createDrivers({
  db,
  people,
}: {
  readonly db: BusinessDatabase
  readonly people: Pick<People, 'get'>
}): Drivers {
  return {
    async of({ actor, reach }) {
      const all = db.reader
        .selectFrom('person')
        .innerJoin('person_role', 'person_role.person_id', 'person.id')
        .select('person.id')
        .where('person_role.role', '=', 'driver')
        .where('person.disabled_at_ms', 'is', null)
        .where('person.erased_at_ms', 'is', null)
        .orderBy('person.name')
      const reached =
        reach === 'own'
          ? all.where('person.id', '=', actor.id)
          : reach === 'organisation'
            ? all.where('person.organisation_id', '=', actor.organisationId ?? '')
            : all
      const found: Person[] = []
      for (const { id } of await reached.execute()) {
        const person = await people.get(id)
        if (person !== undefined) found.push(person)
      }
      return found
    },
  }
}
