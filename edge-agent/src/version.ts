/** Said in the birth message; the same as in package.json. */
export const AGENT_VERSION = '0.1.0'
