import { join } from 'node:path'
import { systemActor } from '../access/actor.ts'
import type { OrganisationKind, Role } from '../access/roles.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import { replaceOwnerOnly } from '../lib/owner-only-file.ts'
import type { Names } from './names.ts'
import { generatePassword, type HashPassword } from './passwords.ts'
import type { People } from './people.ts'

export const SIGN_INS_FILE = 'sign-ins.json'

interface DemoPerson {
  readonly name: string
  readonly displayName: Names
  readonly role: Role
}

interface DemoOrganisation {
  readonly kind: OrganisationKind
  readonly name: Names
  readonly people: readonly DemoPerson[]
}

const DEMO_ORGANISATIONS: readonly DemoOrganisation[] = [
  {
    kind: 'pharmacy',
    name: { zh: '澄江大药房', en: 'Chengjiang Pharmacy' },
    people: [
      { name: 'dispatcher', displayName: { zh: '林岚', en: 'Lin Lan' }, role: 'dispatcher' },
      { name: 'quality', displayName: { zh: '周敏', en: 'Zhou Min' }, role: 'quality' },
      { name: 'administrator', displayName: { zh: '陈默', en: 'Chen Mo' }, role: 'administrator' },
      { name: 'pharmacist', displayName: { zh: '何静', en: 'He Jing' }, role: 'pharmacist' },
      { name: 'reviewer', displayName: { zh: '唐宁', en: 'Tang Ning' }, role: 'platform-reviewer' },
      { name: 'warehouse', displayName: { zh: '马跃', en: 'Ma Yue' }, role: 'warehouse' },
      { name: 'driver', displayName: { zh: '赵勇', en: 'Zhao Yong' }, role: 'driver' },
      { name: 'technician', displayName: { zh: '孙立', en: 'Sun Li' }, role: 'technician' },
      { name: 'inspector', displayName: { zh: '郑正', en: 'Zheng Zheng' }, role: 'inspector' },
    ],
  },
  {
    kind: 'clinic',
    name: { zh: '仁和门诊部', en: 'Renhe Clinic' },
    people: [{ name: 'doctor', displayName: { zh: '吴医生', en: 'Dr Wu' }, role: 'doctor' }],
  },
]

const DEMO_CUSTOMER: DemoPerson = { name: 'customer', displayName: { zh: '李女士', en: 'Ms Li' }, role: 'customer' }

/**
 * At the first start, and only then, makes people with random passwords and writes them to sign-ins.json, readable by
 * the owner alone. The file comes first: dying in between leaves no people, and the next start makes both anew.
 */
export async function ensureDemoPeople({
  db,
  people,
  audit,
  directory,
  hashPassword,
}: {
  readonly db: BusinessDatabase
  readonly people: People
  readonly audit: AuditLog
  readonly directory: string
  readonly hashPassword: HashPassword
}): Promise<void> {
  if ((await people.count()) > 0) return
  const everyone = [...DEMO_ORGANISATIONS.flatMap((organisation) => organisation.people), DEMO_CUSTOMER]
  const passwords = new Map(everyone.map(({ name }) => [name, generatePassword()]))
  const signIns = everyone.map((person) => ({ ...person, password: passwords.get(person.name) ?? '' }))
  replaceOwnerOnly(join(directory, SIGN_INS_FILE), `${JSON.stringify({ signIns }, null, 2)}\n`)
  const hashes = new Map<string, string>()
  for (const { name, password } of signIns) hashes.set(name, await hashPassword(password))
  const actor = systemActor('first-start')
  await db.inTransaction(async (tx) => {
    for (const { kind, name, people: members } of DEMO_ORGANISATIONS) {
      const organisation = await people.addOrganisation(tx, { kind, name })
      await audit.append(tx, {
        actor,
        action: 'organisation.add',
        subject: { kind: 'organisation', id: organisation.id },
        details: { kind },
      })
      for (const member of members) await add(member, organisation.id)
    }
    await add(DEMO_CUSTOMER, null)

    async function add({ name, displayName, role }: DemoPerson, organisationId: string | null): Promise<void> {
      const passwordHash = hashes.get(name) ?? null
      const { id } = await people.add(tx, { name, displayName, organisationId, roles: [role], passwordHash })
      await audit.append(tx, {
        actor,
        action: 'person.add',
        subject: { kind: 'person', id },
        details: { roles: [role] },
      })
    }
  })
}
