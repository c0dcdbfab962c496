export const DAY_MS = 86_400_000
/** Dates of records are China's, which keeps one time of UTC+8 all year. */
export const CHINA_OFFSET_MS = 8 * 3_600_000
