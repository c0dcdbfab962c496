import type { EpisodeKind, Severity } from '../../excursions/episode.ts'
import type { RuleScope } from '../../excursions/rule-set.ts'

/** An episode as it stands now. It is drawn from frames, and matched to what was told of it before. */
export interface EpisodeTable {
  id: string
  device: string
  compartment: string | null
  kind: EpisodeKind
  severity: Severity
  opened_at_ms: number
  closed_at_ms: number | null
  /** what comes later changes nothing of it; the greatest safe integer: it is open */
  settled_at_ms: number
  /** 1: frames that came late, or another rule, showed that it never was */
  withdrawn: number
  /** JSON of the whole Episode */
  body: string
}

/** What was told of episodes, in the order of positions. Of several `changed` in a row only the last one stays. */
export interface EpisodeChangeTable {
  position: number
  episode_id: string
  change: 'opened' | 'raised' | 'changed' | 'closed' | 'withdrawn'
  /** JSON of the Episode as it was then */
  body: string
}

/** One row: who draws episodes, and how far it has come. */
export interface EpisodeCursorTable {
  id: number
  /** of the frame log */
  log_position: number
  change_position: number
  /** how they are drawn; what another release drew otherwise is drawn again from all frames */
  drawing: number
  holder: string
  held_until_ms: number
}

/** What the rules know of a device after everything up to a moment: the newest, and older ones to begin again from. */
export interface EpisodeStateTable {
  device: string
  at_ms: number
  /** JSON of DeviceState */
  body: string
  /** 1: the newest */
  is_head: number
  /** of the newest: when a frame came last, and whether the recorder ended in good order with it; JSON */
  reception: string | null
}

/** A set of rules of somebody or something; its versions are only added. */
export interface RuleSetTable {
  id: string
  organisation_id: string
  scope: RuleScope
  /** id of the asset, trip or shipment, name of the product; of an organisation its own id */
  scope_id: string
  created_at_ms: number
}

export interface RuleSetVersionTable {
  rule_set_id: string
  version: number
  /** JSON of RuleSet; null: ended, the next wider set holds */
  body: string | null
  /** it holds for what happens from then on */
  from_ms: number
}

export interface ExcursionTables {
  episode: EpisodeTable
  episode_change: EpisodeChangeTable
  episode_cursor: EpisodeCursorTable
  episode_state: EpisodeStateTable
  rule_set: RuleSetTable
  rule_set_version: RuleSetVersionTable
}
