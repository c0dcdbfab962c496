import type { ReportedSettings, WantedSettings as SettingsMessage } from '@coldrx/protocol'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import type { DeviceRegister } from './device-register.ts'
import { isUnanswered, toSettingsMessage, type WantedSettings } from './wanted-settings.ts'

export interface SettingsSenderParts {
  readonly db: BusinessDatabase
  readonly settings: WantedSettings
  readonly register: Pick<DeviceRegister, 'wantedRevisions' | 'onChange'>
  /** sends `down/settings`; what a device misses it is told again at its next birth */
  readonly publish: (device: string, message: SettingsMessage) => Promise<void>
  /** a device could not be told; its next birth makes that good */
  readonly onUntold: (error: unknown) => void
}

/**
 * Tells devices what they shall be set to: at once when it changes, by whatever instance, and after each birth until the
 * device has said that it follows or refuses that revision. Several instances may tell the same; the revision says so.
 */
export class SettingsSender {
  readonly #parts: SettingsSenderParts
  #told: ReadonlyMap<string, number>
  #stopListening: (() => void) | undefined
  #telling: Promise<void> = Promise.resolve()

  constructor(parts: SettingsSenderParts) {
    this.#parts = parts
    this.#told = parts.register.wantedRevisions()
  }

  start(): void {
    this.#stopListening ??= this.#parts.register.onChange(() => {
      const wanted = this.#parts.register.wantedRevisions()
      const changed = [...wanted].filter(([device, revision]) => this.#told.get(device) !== revision)
      this.#told = wanted
      this.#telling = this.#telling.then(() => this.#tellAll(changed.map(([device]) => device)))
    })
  }

  /** Devices are there again; of one without `settings` in its birth the agent knows of none. One commit for all. */
  async born(births: readonly { readonly device: string; readonly settings?: ReportedSettings }[]): Promise<void> {
    const { db, settings } = this.#parts
    const reports = births.flatMap((birth) =>
      birth.settings === undefined ? [] : [[birth.device, birth.settings] as const],
    )
    if (reports.length === 0) return
    await db.inTransaction(async (tx) => {
      for (const [device, reported] of reports) await settings.report(tx, device, reported)
    })
    await this.#tellAll(reports.map(([device]) => device))
  }

  async stop(): Promise<void> {
    this.#stopListening?.()
    this.#stopListening = undefined
    await this.#telling
  }

  /** What cannot be sent to one keeps none of the others waiting. */
  async #tellAll(devices: readonly string[]): Promise<void> {
    for (const device of devices) await this.#tell(device).catch(this.#parts.onUntold)
  }

  async #tell(device: string): Promise<void> {
    const state = await this.#parts.settings.stateOf(device)
    if (state.wanted === null || !isUnanswered(state)) return
    await this.#parts.publish(device, toSettingsMessage(state.wanted))
  }
}
