import { expect, test } from 'vitest'
import { AUDIT_ACTIONS, AUDIT_SUBJECTS } from '../cloud/src/audit/audit-actions.ts'
import { auditKindEn, didEn } from '../dashboards/src/dispatch/audit/actions-en.ts'
import { auditKindZh, didZh } from '../dashboards/src/dispatch/audit/actions-zh.ts'

const actionsOf = (did: Readonly<Record<string, Readonly<Record<string, string>>>>) =>
  Object.entries(did).flatMap(([noun, verbs]) => Object.keys(verbs).map((verb) => `${noun}.${verb}`))
const textsOf = (did: Readonly<Record<string, Readonly<Record<string, string>>>>) =>
  Object.values(did).flatMap((verbs) => Object.values(verbs))

test('every action that the cloud can write has a text in both languages, and no text is of none', () => {
  expect(actionsOf(didEn).toSorted()).toEqual([...AUDIT_ACTIONS].toSorted())
  expect(actionsOf(didZh).toSorted()).toEqual([...AUDIT_ACTIONS].toSorted())
  expect(textsOf(didEn).filter((text) => text.trim() === '' || /\p{Script=Han}/u.test(text))).toEqual([])
  expect(textsOf(didZh).filter((text) => !/\p{Script=Han}/u.test(text))).toEqual([])
})

test('so has every kind of record', () => {
  expect(Object.keys(auditKindEn).toSorted()).toEqual([...AUDIT_SUBJECTS].toSorted())
  expect(Object.keys(auditKindZh).toSorted()).toEqual([...AUDIT_SUBJECTS].toSorted())
})
