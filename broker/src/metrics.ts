import { Counter, Gauge, type Registry } from 'prom-client'

export interface BrokerMetrics {
  readonly connected: Gauge<'role'>
  readonly messagesIn: Counter<'channel'>
  readonly messagesOut: Counter<'role'>
  /** Refused by rule: `action` is connect, publish or subscribe. */
  readonly refused: Counter<'action' | 'cause'>
  /** Connections ended by a limit. */
  readonly cut: Counter<'guard'>
  readonly takeovers: Counter
}

export function createBrokerMetrics({ registry }: { registry: Registry }): BrokerMetrics {
  const registers = [registry]
  return {
    connected: new Gauge({
      name: 'coldrx_broker_connected_clients',
      help: 'Clients that are authenticated and connected',
      labelNames: ['role'],
      registers,
    }),
    messagesIn: new Counter({
      name: 'coldrx_broker_messages_in_total',
      help: 'Messages taken from clients',
      labelNames: ['channel'],
      registers,
    }),
    messagesOut: new Counter({
      name: 'coldrx_broker_messages_out_total',
      help: 'Messages handed to clients',
      labelNames: ['role'],
      registers,
    }),
    refused: new Counter({
      name: 'coldrx_broker_refused_total',
      help: 'Connections, publishes and subscriptions refused by rule',
      labelNames: ['action', 'cause'],
      registers,
    }),
    cut: new Counter({
      name: 'coldrx_broker_cut_total',
      help: 'Connections ended by a limit',
      labelNames: ['guard'],
      registers,
    }),
    takeovers: new Counter({
      name: 'coldrx_broker_takeovers_total',
      help: 'Connections that replaced a living one of the same client; many mean a copied credential',
      registers,
    }),
  }
}
