import { computed } from 'vue'
import { useSession } from '../session.ts'

const TENDS = ['technician', 'administrator']
const PASSES = ['quality', 'administrator']
const WITHDRAWS = ['quality', 'administrator', 'technician', 'dispatcher']
const LOOKS_AT_AUDIT = ['quality', 'administrator', 'inspector']

/** Which buttons a person is shown. The server decides; its table of access says the same. */
export function useFleetRights() {
  const session = useSession()
  const has = (roles: readonly string[]) =>
    computed(() => session.state.person?.roles.some((role) => roles.includes(role)) ?? false)
  return {
    tends: has(TENDS),
    passes: has(PASSES),
    withdraws: has(WITHDRAWS),
    seesHistory: has(LOOKS_AT_AUDIT),
    administers: has(['administrator']),
  }
}
