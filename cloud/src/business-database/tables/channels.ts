/** What a provider told of a message afterwards. */
export interface ChannelReceiptTable {
  message_id: string
  /** of the provider: a repeat has another one */
  provider_id: string
  provider: 'twilio'
  /** in the provider's words */
  status: string
  /** how far that is: what comes late and says less changes nothing */
  rank: number
  code: string | null
  told_at_ms: number
}

/** An access token that all instances share: whoever fetches another one may end this one. */
export interface ChannelTokenTable {
  /** such as `wechat wx0123` */
  name: string
  /** null: none was fetched yet */
  token_sealed: string | null
  expires_at_ms: number
  /** grows with each fetch */
  number: number
  /** somebody is fetching the next one until then; null: nobody */
  fetching_until_ms: number | null
}

/** When the next message may go to what takes only so many. */
export interface ChannelPaceTable {
  /** a blind index: names of robots and their keys stay in the settings */
  name: string
  next_at_ms: number
}

export interface ChannelTables {
  channel_receipt: ChannelReceiptTable
  channel_token: ChannelTokenTable
  channel_pace: ChannelPaceTable
}
