import type { Accounts } from '../identity/accounts.ts'
import type { Drivers } from './driver-routes.ts'

export function createDrivers({ accounts }: { readonly accounts: Pick<Accounts, 'list'> }): Drivers {
  return {
    of: (scope, page) => accounts.list(scope, { role: 'driver', state: 'active', ...page }),
  }
}
