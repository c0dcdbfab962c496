export const VERSION_PATTERN = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?$/
/** major, minor, patch */
const NUMBERS = [1, 2, 3] as const

/** Order of Semantic Versioning: below 0 where `left` is older. Of what is no version nothing is newer. */
export function compareVersions(left: string, right: string): number {
  const [of, to] = [VERSION_PATTERN.exec(left), VERSION_PATTERN.exec(right)]
  if (of === null || to === null) return of === to ? 0 : of === null ? -1 : 1
  for (const at of NUMBERS) {
    const difference = Number(of[at]) - Number(to[at])
    if (difference !== 0) return difference
  }
  return comparePrerelease(of[4], to[4])
}

/** One without is the release itself, and newer than all that led to it. */
function comparePrerelease(left: string | undefined, right: string | undefined): number {
  if (left === right) return 0
  if (left === undefined) return 1
  if (right === undefined) return -1
  const [ours, theirs] = [left.split('.'), right.split('.')]
  for (const [at, one] of ours.entries()) {
    const other = theirs[at]
    if (other === undefined) return 1
    if (one === other) continue
    const [oneIsNumber, otherIsNumber] = [/^\d+$/.test(one), /^\d+$/.test(other)]
    if (oneIsNumber && otherIsNumber) return Number(one) - Number(other)
    if (oneIsNumber !== otherIsNumber) return oneIsNumber ? -1 : 1
    return one < other ? -1 : 1
  }
  return ours.length - theirs.length
}
