import type { Scope } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import type { Names } from '../identity/names.ts'
import type { Clock } from '../lib/clock.ts'
import type { ChannelName } from './channels/channel.ts'
import { isWorking, nextWorkingMs } from './local-time.ts'
import { offsetsOf } from './plan.ts'
import type { Plans } from './plans.ts'
import { type Recipients, waysOf } from './recipients.ts'
import { putMessage, type StepRunner } from './run-steps.ts'

/** Whom a plan would tell, and when, if something opened now. */
export interface TimetableEntry {
  readonly step: number
  readonly atMs: number
  readonly personId: string
  readonly name: Names
  /** in the order in which they would be tried; none: nothing reaches the person */
  readonly channels: readonly ChannelName[]
}

export interface PlanTests {
  readonly timetable: (scope: Scope, planId: string) => Promise<TimetableEntry[]>
  /** Sends a message that says that it is a test to everybody of the timetable whom something reaches. @returns how many */
  readonly send: (scope: Scope, planId: string) => Promise<number>
}

export function createPlanTests({
  db,
  audit,
  clock,
  plans,
  recipients,
  steps,
}: {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly clock: Clock
  readonly plans: Plans
  readonly recipients: Recipients
  readonly steps: Pick<StepRunner, 'peopleOf'>
}): PlanTests {
  async function timetable(scope: Scope, planId: string): Promise<TimetableEntry[]> {
    const { plan, organisationId } = await plans.get(scope, planId)
    const { workingHours } = plan
    const nowMs = clock.nowMs()
    const entries: TimetableEntry[] = []
    for (const [step, offsetMs] of offsetsOf(plan).entries()) {
      const planned = plan.steps[step]
      if (planned === undefined) continue
      const dueMs = nowMs + offsetMs
      const isLeftOut = workingHours !== null && planned.hours === 'off-hours' && isWorking(workingHours, dueMs)
      if (isLeftOut) continue
      const atMs = workingHours !== null && planned.hours === 'working' ? nextWorkingMs(workingHours, dueMs) : dueMs
      for (const person of await steps.peopleOf(db.reader, planned.who, organisationId, atMs))
        entries.push({
          step,
          atMs,
          personId: person.personId,
          name: person.name,
          channels: waysOf(person, planned.channels),
        })
    }
    return entries
  }

  return {
    timetable,

    async send(scope, planId) {
      const entries = await timetable(scope, planId)
      const ways = new Map(
        entries.filter(({ channels }) => channels.length > 0).map((entry) => [entry.personId, entry.channels]),
      )
      return db.inTransaction(async (tx) => {
        const nowMs = clock.nowMs()
        const people = await recipients.of(tx, [...ways.keys()])
        for (const person of people) {
          const [channel = 'sms', ...others] = ways.get(person.personId) ?? []
          await putMessage(tx, {
            ...{ kind: 'test', alerts: [], planId, person, channel, others, severity: 'notice', nowMs, dueAtMs: nowMs },
          })
        }
        const details = { people: people.length }
        await audit.append(tx, {
          ...{ actor: scope.actor, action: 'alert-plan.test', subject: { kind: 'alert-plan', id: planId }, details },
        })
        return people.length
      })
    },
  }
}
