import { type ShallowRef, shallowRef } from 'vue'
import { useApi } from '../api-key.ts'
import { useClient } from '../client-key.ts'
import { type Truck, truckSchema } from '../contract.ts'
import { useWords } from '../words.ts'
import { type Driver, loadDrivers } from './records.ts'

export interface NamesOf {
  readonly trucks: ShallowRef<readonly Truck[]>
  readonly drivers: ShallowRef<readonly Driver[]>
  /** Without them the ids stand there: whoever may not see drivers still sees the trip. */
  load(): Promise<void>
  truck(device: string | null): string
  driver(id: string | null): string
}

/** Trucks and drivers by the names that people call them. */
export function useNamesOf(): NamesOf {
  const api = useApi()
  const client = useClient()
  const { t, nameOf } = useWords()
  const trucks = shallowRef<readonly Truck[]>([])
  const drivers = shallowRef<readonly Driver[]>([])

  return {
    trucks,
    drivers,
    async load() {
      const [foundTrucks, foundDrivers] = await Promise.all([
        api.trucks().catch(() => ({ trucks: [] })),
        loadDrivers(client).catch(() => []),
      ])
      trucks.value = foundTrucks.trucks.flatMap((one) => {
        const parsed = truckSchema.safeParse(one)
        return parsed.success ? [parsed.data] : []
      })
      drivers.value = foundDrivers
    },
    truck(device) {
      if (device === null) return t('trip.notChosen')
      return trucks.value.find((truck) => truck.device === device)?.name ?? device
    },
    driver(id) {
      if (id === null) return t('trip.notChosen')
      const found = drivers.value.find((driver) => driver.id === id)
      return found === undefined ? t('trip.unknownDriver') : nameOf(found.displayName)
    },
  }
}
