const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** RFC 6749 4.1.2 allows ten minutes; a program that is redirected needs seconds. */
export const CODE_MS = MINUTE_MS
export const ACCESS_TOKEN_MS = 10 * MINUTE_MS
/** of a refresh token that nobody uses */
export const REFRESH_TOKEN_MS = 30 * DAY_MS
/** of everything that one consent of a person led to (ASVS 5.0 10.4.8) */
export const GRANT_MS = 90 * DAY_MS
