import { ACCESS, type Access } from '../access/access-table.ts'

/** Every scope that the access table names, in order; there are no others. */
export const SCOPES: readonly string[] = [
  ...new Set(
    Object.values<Access>(ACCESS).flatMap((access) =>
      typeof access === 'string' || access.scope === undefined ? [] : [access.scope],
    ),
  ),
].sort()
