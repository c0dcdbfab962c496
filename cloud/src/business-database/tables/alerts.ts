import type { Severity } from '../../excursions/episode.ts'

export interface AlertPlanTable {
  id: string
  organisation_id: string
  /** of the one in force */
  version: number
  created_at_ms: number
  ended_at_ms: number | null
}

/** A plan as it was at some time: alerts name the version that they went by. */
export interface AlertPlanVersionTable {
  plan_id: string
  version: number
  /** JSON, as `planSchema` has it */
  content: string
  made_at_ms: number
  made_by: string
}

export interface AlertRotaTable {
  id: string
  organisation_id: string
  version: number
  /** JSON, as `rotaSchema` has it */
  content: string
  created_at_ms: number
  ended_at_ms: number | null
}

/** How somebody is reached besides by what the account says. */
export interface AlertRecipientTable {
  person_id: string
  language: 'zh-CN' | 'en'
  /** sealed JSON: an address for each channel that there is one for */
  addresses_sealed: string
}

export interface AlertMuteTable {
  id: string
  organisation_id: string
  device: string
  /** null: of every kind */
  kind: string | null
  reason: string
  made_at_ms: number
  until_ms: number
  made_by: string
  ended_at_ms: number | null
}

/**
 * - `calling`: steps go on
 * - `acknowledged`: somebody has it
 * - `over`: the episode is, or never was
 * - `expired`: called for as long as anybody is called for one thing
 * - `no-plan`: no plan of the organisation is for it
 */
export type AlertState = 'calling' | 'acknowledged' | 'over' | 'expired' | 'no-plan'

/** What people are called for: an episode, with those of its fingerprint that followed before it was quiet. */
export interface AlertTable {
  id: string
  organisation_id: string
  device: string
  fingerprint: string
  severity: Severity
  /** JSON of the newest episode as it was last told */
  episode: string
  plan_id: string | null
  plan_version: number | null
  state: AlertState
  /** grows when the chain begins anew: a higher severity, or an acknowledgement that was undone */
  run: number
  episodes: number
  opened_at_ms: number
  /** of the newest episode; null: it is open */
  closed_at_ms: number | null
  /** when it counts as over; null: it is open, or over already */
  settles_at_ms: number | null
  expires_at_ms: number
  created_at_ms: number
}

export interface AlertEpisodeTable {
  episode_id: string
  alert_id: string
}

export type StepOutcome = 'told' | 'nobody' | 'over' | 'acknowledged' | 'raised' | 'undone' | 'expired'

export interface AlertStepTable {
  alert_id: string
  run: number
  round: number
  step: number
  due_at_ms: number
  done_at_ms: number | null
  outcome: StepOutcome | null
}

export type MessageState = 'queued' | 'sending' | 'unknown' | 'sent' | 'delivered' | 'failed' | 'dropped'

export interface AlertMessageTable {
  id: string
  organisation_id: string
  kind: 'page' | 'closed' | 'test'
  /** of a test */
  plan_id: string | null
  device: string | null
  severity: Severity
  person_id: string
  channel: string
  /** JSON list: what is tried when this one fails */
  other_channels: string
  state: MessageState
  code: string | null
  reason: string | null
  provider_id: string | null
  attempts: number
  /** of the next attempt; while one is under way, when it counts as lost */
  due_at_ms: number
  lease: string | null
  /** 1: it may have come before */
  is_repeat: number
  created_at_ms: number
  changed_at_ms: number
}

/** What a message tells of; a digest has several. */
export interface AlertMessageItemTable {
  message_id: string
  alert_id: string
  run: number
}

export interface AlertAcknowledgementTable {
  id: string
  alert_id: string
  run: number
  person_id: string
  comment: string
  at_ms: number
  undone_at_ms: number | null
  undone_by: string | null
  undone_because: string | null
}

export interface AlertTables {
  alert_plan: AlertPlanTable
  alert_plan_version: AlertPlanVersionTable
  alert_rota: AlertRotaTable
  alert_recipient: AlertRecipientTable
  alert_mute: AlertMuteTable
  alert: AlertTable
  alert_episode: AlertEpisodeTable
  alert_step: AlertStepTable
  alert_message: AlertMessageTable
  alert_message_item: AlertMessageItemTable
  alert_acknowledgement: AlertAcknowledgementTable
}
