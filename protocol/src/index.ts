export { BitReader, BitWriter } from './bits.ts'
export { concatBytes, equalBytes, fromHex, fromUtf8, toHex, toUtf8 } from './bytes.ts'
export { canonicalJson, type Json } from './canonical-json.ts'
export { frameHead, genesisHead, nextHead, sectionDigest, sectionDigests, sectionSalt } from './chain/digests.ts'
export { assertDisclosure, type DisclosedFrame, type Disclosure, discloseFrame } from './chain/disclosure.ts'
export { type SealedPoint, sealMessage, signSeal, verifySeal } from './chain/seal.ts'
export { derivedSeed, seedOriginOf } from './chain/seeds.ts'
export { generateSm2KeyPair, type Sm2KeyPair, sm2Sign, sm2Verify, sm2VerifyBySmCrypto } from './crypto/sm2.ts'
export { hmacSm3, sm3 } from './crypto/sm3.ts'
export { sm4Block, sm4CbcDecrypt, sm4CbcEncrypt } from './crypto/sm4.ts'
export {
  certifyDevice,
  type DeviceCertificate,
  type DeviceCertificateStatement,
  keyFingerprint,
  readDeviceCertificate,
} from './device-certificate.ts'
export {
  DOCUMENT_EVENT,
  DOCUMENT_KINDS,
  DOCUMENT_SALT_BYTES,
  type DocumentAck,
  type DocumentPart,
  documentDigest,
  documentIdSchema,
  documentKindSchema,
  joinDocument,
  type SaltedDocument,
  splitDocument,
} from './documents/document-parts.ts'
export {
  HANDOVER_OUTCOMES,
  type Handover,
  handoverSchema,
  REFUSAL_REASONS,
  signatureSchema,
} from './documents/handover.ts'
export {
  type DoneLoadingStep,
  LOADING_STEPS,
  type LoadingChecklist,
  type LoadingStep,
  loadingChecklistSchema,
  loadingStepSchema,
  OVERRIDE_REASONS,
  STEP_CHECKS,
  type TripReport,
  tripReportSchema,
} from './documents/loading-checklist.ts'
export {
  GEOFENCE_KINDS,
  type GeofencesMessage,
  geofencesMessageSchema,
  MOST_GEOFENCES,
  type NamedGeofence,
} from './downlink/geofences.ts'
export {
  type ReleaseOrder,
  type ReleasePart,
  type ReleaseRequest,
  type ReportedUpdate,
  reportedUpdateSchema,
  UPDATE_STATES,
  type UpdateState,
} from './downlink/release.ts'
export {
  type ReportedSettings,
  reportedSettingsSchema,
  settingsHash,
  settingsMessageSchema,
  type WantedSettings,
  wantedLayoutSchema,
} from './downlink/settings.ts'
export { type AssignedTrip, type TripMessage, tripMessageSchema } from './downlink/trip.ts'

export { isEnrolmentProof, proveEnrolment } from './enrolment.ts'
export { ProtocolError, type ProtocolErrorCode } from './errors.ts'
export { readColumn, writeColumn } from './frame/column.ts'
export { decodeEvents, EVENT_CODES, EVENTS_SECTION, encodeEvents, type FrameEvent } from './frame/events.ts'
export {
  carriedLayout,
  decodeFrame,
  decodeSections,
  encodeFrame,
  type Frame,
  type FrameParts,
  SEAL_BYTES,
  SEED_BYTES,
  type Section,
} from './frame/frame.ts'
export {
  CLOCK_QUALITIES,
  type ClockQuality,
  DEVICE_PATTERN,
  EPOCH_BYTES,
  encodeHeader,
  FRAME_VERSION,
  type FrameHeader,
  isTimeMs,
  peekHeader,
} from './frame/header.ts'
export {
  createLayoutDocument,
  isSwitch,
  type Layout,
  type LayoutChannel,
  type LayoutDocument,
  type LayoutGroup,
  layoutHash,
  parseLayoutDocument,
} from './frame/layout.ts'
export { carriesValue, MARKS, type Mark, markCode } from './frame/marks.ts'
export {
  type ColumnSamples,
  decodeMeasurements,
  encodeMeasurements,
  type Measurements,
  toInteger,
  toNumber,
} from './frame/measurements.ts'
export {
  decodeOpening,
  type EpochOpening,
  encodeLayoutSection,
  encodeOpening,
  LAYOUT_SECTION,
} from './frame/opening.ts'
export { LIMITS } from './limits.ts'
export { LINK_LANES, type LinkLane, type LinkReport, linkReportSchema, THRIFTS, type Thrift } from './link.ts'
export {
  type Ack,
  type CloudState,
  type Command,
  type DeviceState,
  type LiveHint,
  MESSAGE_SCHEMAS,
  type MessageOf,
  type NotRecording,
  type ParsedMessage,
  parseMessage,
  type Sample,
  serializeMessage,
} from './messages.ts'
export { type ReleaseManifest, releaseHeadSchema, releaseManifestSchema } from './releases/release-manifest.ts'
export { compareVersions } from './releases/version-order.ts'
export * from './rules/index.ts'
export {
  ALL_UP_FILTER,
  allDownFilter,
  CLOUD_STATE_TOPIC,
  DOWN_CHANNELS,
  type DownChannel,
  parseTopic,
  type TopicChannel,
  topicFor,
  UP_CHANNELS,
  type UpChannel,
} from './topics.ts'
