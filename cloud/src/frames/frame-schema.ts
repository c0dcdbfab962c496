import type { DatabaseSchema } from '../lib/database.ts'

export const FRAME_SCHEMA: DatabaseSchema = {
  version: 1,
  sql: `
    CREATE TABLE epochs (
      id INTEGER PRIMARY KEY,
      device TEXT NOT NULL,
      epoch TEXT NOT NULL,
      -- all forks seen; the table of forks keeps a bounded number of them
      forks INTEGER NOT NULL DEFAULT 0,
      UNIQUE (device, epoch)
    ) STRICT;

    -- position is given inside the writing transaction, and writers exclude each other until they have committed:
    -- so positions follow the order of the commits, without holes
    CREATE TABLE frames (
      position INTEGER PRIMARY KEY,
      epoch_id INTEGER NOT NULL,
      n INTEGER NOT NULL,
      received_at_ms INTEGER NOT NULL,
      hash BLOB NOT NULL,
      bytes BLOB NOT NULL,
      UNIQUE (epoch_id, n)
    ) STRICT;

    CREATE TABLE forks (
      id INTEGER PRIMARY KEY,
      epoch_id INTEGER NOT NULL,
      n INTEGER NOT NULL,
      received_at_ms INTEGER NOT NULL,
      hash BLOB NOT NULL,
      bytes BLOB NOT NULL,
      UNIQUE (epoch_id, n, hash)
    ) STRICT;

    CREATE TABLE quarantine (
      id INTEGER PRIMARY KEY,
      device TEXT NOT NULL,
      received_at_ms INTEGER NOT NULL,
      reason TEXT NOT NULL,
      -- the first bytes of it; byte_length says how many there were
      bytes BLOB NOT NULL,
      byte_length INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX quarantine_device ON quarantine (device, id);

    CREATE TABLE quarantine_counts (device TEXT PRIMARY KEY, total INTEGER NOT NULL) STRICT;

    CREATE TABLE kept_layouts (hash TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
  `,
}
