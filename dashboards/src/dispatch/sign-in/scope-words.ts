import type { Key } from '../words.ts'

const WORDS: Readonly<Record<string, Key>> = {
  'telemetry:read': 'scope.telemetryRead',
  'fleet:read': 'scope.fleetRead',
  'fleet:write': 'scope.fleetWrite',
  'trips:read': 'scope.tripsRead',
  'trips:write': 'scope.tripsWrite',
}

/** What a scope lets an app do, for the person who is asked; undefined: of a newer server. */
export function scopeKey(scope: string): Key | undefined {
  return WORDS[scope]
}

/** Whether the scope lets an app change anything, and not only look. */
export function isWriting(scope: string): boolean {
  return !scope.endsWith(':read')
}

export const SCOPES = Object.keys(WORDS)
