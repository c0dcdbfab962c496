/*
 * rows          readings and events that are committed but in no frame yet
 * damaged_rows  rows that no frame can hold, as they were found: without types, since their types may be damaged too
 * frames        the frames; an acknowledgement takes nothing away from here, only the limit of the file does (retention.ts)
 * trimmed       how far the limit took frames of an epoch away
 * told_losses   which of those the cloud lacked, and was told that they are gone
 * waiting       the frames that the cloud is not known to have: follows from frames and acks, kept for quick reading;
 *               `sent` before a frame first leaves, so that an acknowledgement of what never left is noticed
 * acks          how far the cloud has each epoch without a hole
 * documents     what this device made to be sent beside the frames, for ever; a frame's event holds the digest of each
 * trip          the newest trip that the cloud told, at most one row
 * trip_progress what was said in the cab of each trip: the checklist's steps, start and end
 * epochs        `contested`: others may have given its numbers too, or its file was damaged, so numbers prove nothing
 */
const FIRST = `
CREATE TABLE boots (
  boot INTEGER PRIMARY KEY,
  started_wall_ms INTEGER NOT NULL,
  last_wall_ms INTEGER
) STRICT;
CREATE TABLE layouts (hash TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
CREATE TABLE epochs (
  position INTEGER PRIMARY KEY,
  epoch TEXT NOT NULL UNIQUE,
  reason TEXT NOT NULL,
  next_n INTEGER NOT NULL,
  head BLOB NOT NULL,
  layout TEXT NOT NULL,
  contested INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE rows (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  boot INTEGER NOT NULL,
  monotonic_ms INTEGER NOT NULL,
  wall_ms INTEGER NOT NULL,
  clock TEXT NOT NULL,
  layout TEXT NOT NULL,
  samples TEXT,
  events TEXT NOT NULL
) STRICT;
CREATE TABLE frames (
  epoch TEXT NOT NULL,
  n INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  prompt INTEGER NOT NULL,
  head BLOB NOT NULL,
  sealed INTEGER NOT NULL,
  closed_at INTEGER NOT NULL,
  PRIMARY KEY (epoch, n)
) STRICT;
CREATE TABLE waiting (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  epoch TEXT NOT NULL,
  n INTEGER NOT NULL,
  prompt INTEGER NOT NULL,
  UNIQUE (epoch, n)
) STRICT;
CREATE INDEX waiting_prompt ON waiting (position) WHERE prompt = 1;
CREATE TABLE acks (epoch TEXT PRIMARY KEY, through INTEGER NOT NULL) STRICT;
`

// what waits in a file of the first version may have been sent
const MARKS_WHAT_IS_SENT = `
ALTER TABLE waiting ADD COLUMN sent INTEGER NOT NULL DEFAULT 0;
UPDATE waiting SET sent = 1;
CREATE TABLE damaged_rows (position, boot, monotonic_ms, wall_ms, clock, layout, samples, events, problem);
`

const DOCUMENTS_AND_TRIP = `
CREATE TABLE documents (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  salt BLOB NOT NULL,
  bytes BLOB NOT NULL,
  digest TEXT NOT NULL,
  recorded_at_ms INTEGER NOT NULL,
  acknowledged INTEGER NOT NULL
) STRICT;
CREATE INDEX documents_waiting ON documents (position) WHERE acknowledged = 0;
CREATE INDEX documents_kind ON documents (kind, position);
CREATE TABLE trip (one INTEGER PRIMARY KEY CHECK (one = 1), revision INTEGER NOT NULL, message TEXT NOT NULL) STRICT;
`

const ALARMS_AND_SMS = `
CREATE TABLE alarms (one INTEGER PRIMARY KEY CHECK (one = 1), kept TEXT NOT NULL) STRICT;
CREATE TABLE sms (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  alarms TEXT NOT NULL,
  recipient TEXT NOT NULL,
  repeat INTEGER NOT NULL,
  text TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL
) STRICT;
`

const TRIMMED = `
CREATE TABLE trimmed (epoch TEXT PRIMARY KEY, through INTEGER NOT NULL) STRICT;
CREATE TABLE told_losses (
  epoch TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (epoch, first, last)
) STRICT;
`

const TRIP_PROGRESS = `
CREATE TABLE trip_progress (trip TEXT PRIMARY KEY, kept TEXT NOT NULL) STRICT;
`

/**
 * What makes a file of each version into one of the next; an empty file has version 0. A step only adds: tables, indexes, and
 * columns that may be null or have a default. So a release that is taken back goes on with the file that the newer one left.
 */
export const SCHEMA_STEPS: readonly string[] = [
  FIRST,
  MARKS_WHAT_IS_SENT,
  DOCUMENTS_AND_TRIP,
  ALARMS_AND_SMS,
  TRIMMED,
  TRIP_PROGRESS,
]

/** Grows with a step that does more than add: older programs refuse such a file, and no update may lead there and back. */
export const SCHEMA_GENERATION = 0
const GENERATION = 1_000
export const SCHEMA_VERSION = SCHEMA_GENERATION * GENERATION + SCHEMA_STEPS.length

/** Steps that a file lacks: none where a newer program has added some. undefined: no program of this generation may write it. */
export function stepsAfter(version: unknown): readonly string[] | undefined {
  if (typeof version !== 'number' || version < 0 || Math.floor(version / GENERATION) > SCHEMA_GENERATION)
    return undefined
  return SCHEMA_STEPS.slice(version % GENERATION)
}
