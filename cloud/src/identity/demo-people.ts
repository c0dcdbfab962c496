import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { generatePassword, hashPassword } from './passwords.ts'
import type { NewPerson, People, Person } from './people.ts'

export const SIGN_INS_FILE = 'sign-ins.json'

const DEMO_PEOPLE: readonly Person[] = [
  { name: 'dispatcher', displayName: { zh: '调度员 林岚', en: 'Lin Lan, dispatcher' }, role: 'dispatcher' },
  { name: 'quality', displayName: { zh: '质量管理员 周敏', en: 'Zhou Min, quality' }, role: 'quality' },
  {
    name: 'administrator',
    displayName: { zh: '系统管理员 陈默', en: 'Chen Mo, administrator' },
    role: 'administrator',
  },
]

/**
 * At the first start, and only then, makes people with random passwords and writes them to sign-ins.json, readable by
 * the owner alone. The file comes first: dying in between leaves no people, and the next start makes both anew.
 */
export async function ensureDemoPeople({ people, directory }: { people: People; directory: string }): Promise<void> {
  if ((await people.count()) > 0) return
  const signIns = DEMO_PEOPLE.map((person) => ({ ...person, password: generatePassword() }))
  await writeOwnerOnly(join(directory, SIGN_INS_FILE), `${JSON.stringify({ signIns }, null, 2)}\n`)
  const newPeople: NewPerson[] = []
  for (const { password, ...person } of signIns)
    newPeople.push({ ...person, passwordHash: await hashPassword(password) })
  await people.add(newPeople)
}

async function writeOwnerOnly(path: string, text: string): Promise<void> {
  const temporary = `${path}.tmp`
  const file = await open(temporary, 'w', 0o600)
  try {
    // The mode of open() counts only for a new file; a leftover of an earlier crash keeps its own.
    await file.chmod(0o600)
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, path)
}
