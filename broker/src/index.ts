export { type Broker, type BrokerOptions, createBroker } from './broker.ts'
export { type Credentials, CredentialsError, CredentialsFile, type Identity } from './credentials.ts'
export { type BrokerLimits, DEFAULT_LIMITS } from './limits.ts'
export { type BrokerMetrics, createBrokerMetrics } from './metrics.ts'
