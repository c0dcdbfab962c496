/** Why a release is not installed, in a sentence for whoever wants it installed. */
export class ReleaseError extends Error {
  override readonly name = 'ReleaseError'
}
