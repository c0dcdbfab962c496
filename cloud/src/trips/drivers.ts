import type { Account, Accounts } from '../identity/accounts.ts'
import { allPages } from '../lib/all-pages.ts'
import type { Drivers } from './driver-routes.ts'

export function createDrivers({ accounts }: { readonly accounts: Pick<Accounts, 'list'> }): Drivers {
  return {
    async of(scope) {
      const found: Account[] = []
      const pages = allPages(
        (after: string | undefined, limit) => accounts.list(scope, { role: 'driver', limit, after }),
        ({ name }) => name,
      )
      for await (const account of pages) if (account.state === 'active') found.push(account)
      return found
    },
  }
}
