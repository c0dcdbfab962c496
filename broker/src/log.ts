import type { Logger } from 'pino'

export type BrokerLog = Pick<Logger, 'info' | 'warn' | 'error'>
