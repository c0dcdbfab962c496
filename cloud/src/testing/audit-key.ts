import { generateSm2KeyPair } from '@coldrx/protocol'
import { createAuditKey } from '../audit/audit-key.ts'

/** Another one in each test process. */
export const TEST_AUDIT_KEY = createAuditKey(generateSm2KeyPair())
