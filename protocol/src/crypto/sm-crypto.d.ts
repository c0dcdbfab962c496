/** The part of sm-crypto that we call: it ships no types of its own. */
declare module 'sm-crypto' {
  interface SignatureOptions {
    readonly hash: boolean
    readonly userId: string
    readonly publicKey?: string
  }
  export const sm2: {
    doSignature(message: readonly number[], privateKeyHex: string, options: SignatureOptions): string
    doVerifySignature(
      message: readonly number[],
      signatureHex: string,
      publicKeyHex: string,
      options: SignatureOptions,
    ): boolean
  }
}
