import { toUtf8 } from './bytes.ts'
import { type Sm2KeyPair, sm2Sign, sm2Verify } from './crypto/sm2.ts'

/** What a device signs to show that it holds the key it asks to be known by, for this one-time code and no other. */
function enrolmentMessage(device: string, code: string): Uint8Array {
  return toUtf8(`coldrx enrolment v1\n${device}\n${code}`)
}

/** SM2 signature r ‖ s, 64 bytes */
export function proveEnrolment(key: Sm2KeyPair, { device, code }: { device: string; code: string }): Uint8Array {
  return sm2Sign(key, enrolmentMessage(device, code))
}

export function isEnrolmentProof(
  publicKey: Uint8Array,
  { device, code }: { device: string; code: string },
  proof: Uint8Array,
): boolean {
  return sm2Verify(publicKey, enrolmentMessage(device, code), proof)
}
