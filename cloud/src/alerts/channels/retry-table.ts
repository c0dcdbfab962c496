import type { Fault, Handed } from './channel.ts'

export type Provider = 'twilio' | 'aliyun' | 'wechat' | 'wecom' | 'smtp' | 'http'

type Next =
  | { readonly next: 'again'; readonly afterMs: number }
  | { readonly next: 'other-way'; readonly fault: Fault }
  | { readonly next: 'ask-first' }

interface Line {
  readonly codes: readonly string[]
  /** only where the provider's words have this */
  readonly saying?: string
  readonly what: Next
}

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const again = (afterMs: number): Next => ({ next: 'again', afterMs })
const otherWay = (fault: Fault): Next => ({ next: 'other-way', fault })
const ASK_FIRST: Next = { next: 'ask-first' }

/**
 * What follows a refusal, by provider and its code; the first line that fits. An hour's wait is too long for an alarm,
 * so limits of an hour or a day want another way.
 */
export const RETRY_TABLE: Readonly<Record<Provider, readonly Line[]>> = {
  // https://www.twilio.com/docs/api/errors
  twilio: [
    { codes: ['20429', '14107', '30022', '30023', '429', '503'], what: again(10 * SECOND_MS) },
    { codes: ['21611', '30001'], what: again(MINUTE_MS) },
    { codes: ['500', '502', '504'], what: ASK_FIRST },
    { codes: ['21211', '21214', '21217', '21610', '21612', '21614'], what: otherWay('address') },
    { codes: ['30003', '30004', '30005', '30006'], what: otherWay('address') },
    { codes: ['21602', '21617', '30007'], what: otherWay('message') },
    { codes: ['20003', '20005', '20404', '21408', '21603', '21606', '30002'], what: otherWay('account') },
  ],
  // dysmsapi 2017-05-25
  aliyun: [
    { codes: ['isv.BUSINESS_LIMIT_CONTROL'], saying: '分钟级', what: again(MINUTE_MS) },
    { codes: ['isv.BUSINESS_LIMIT_CONTROL'], what: otherWay('address') },
    { codes: ['Throttling', 'Throttling.User', 'Throttling.Api'], what: again(5 * SECOND_MS) },
    { codes: ['ServiceUnavailable', '503'], what: again(10 * SECOND_MS) },
    { codes: ['isp.SYSTEM_ERROR', 'InternalError', '500', '502', '504', 'SignatureNonceUsed'], what: ASK_FIRST },
    { codes: ['isv.MOBILE_NUMBER_ILLEGAL', 'isv.MOBILE_COUNT_OVER_LIMIT'], what: otherWay('address') },
    {
      codes: [
        ...['isv.TEMPLATE_MISSING_PARAMETERS', 'isv.TEMPLATE_PARAMS_ILLEGAL', 'isv.INVALID_PARAMETERS'],
        ...[
          'isv.PARAM_LENGTH_LIMIT',
          'isv.PARAM_NOT_SUPPORT_URL',
          'isv.INVALID_JSON_PARAM',
          'isv.BLACK_KEY_CONTROL_LIMIT',
        ],
      ],
      what: otherWay('message'),
    },
    {
      codes: [
        ...['isv.SMS_SIGNATURE_ILLEGAL', 'isv.SMS_TEMPLATE_ILLEGAL', 'isv.AMOUNT_NOT_ENOUGH', 'isv.OUT_OF_SERVICE'],
        ...['isp.RAM_PERMISSION_DENY', 'isv.PRODUCT_UN_SUBSCRIPT', 'isv.ACCOUNT_ABNORMAL', 'isv.DAY_LIMIT_CONTROL'],
        ...['InvalidAccessKeyId.NotFound', 'InvalidAccessKeyId.Inactive', 'SignatureDoesNotMatch'],
      ],
      what: otherWay('account'),
    },
  ],
  wechat: [
    { codes: ['-1', '45011', '503'], what: again(5 * SECOND_MS) },
    // a fresh token was tried before this is looked up
    { codes: ['40001', '40014', '42001'], what: again(MINUTE_MS) },
    { codes: ['500', '502', '504'], what: ASK_FIRST },
    { codes: ['40003', '43004', '43101'], what: otherWay('address') },
    { codes: ['41028', '41030', '47003'], what: otherWay('message') },
    { codes: ['40013', '40037', '40125', '40164', '45009', '48001', '50002'], what: otherWay('account') },
  ],
  wecom: [
    // 20 a minute for each robot: the minute counts from the first of them
    { codes: ['45009', '45033'], what: again(65 * SECOND_MS) },
    { codes: ['-1', '503'], what: again(5 * SECOND_MS) },
    { codes: ['500', '502', '504'], what: ASK_FIRST },
    { codes: ['40008', '40058', '44004', '45002'], what: otherWay('message') },
    { codes: ['93000', '93004', '93008'], what: otherWay('account') },
  ],
  // RFC 5321; EAUTH, ETLS: nodemailer's own
  smtp: [
    { codes: ['421', '450', '451', '452', '454'], what: again(MINUTE_MS) },
    { codes: ['550', '551', '553'], what: otherWay('address') },
    { codes: ['552', '554'], what: otherWay('message') },
    { codes: ['EAUTH', 'ETLS', '530', '534', '535', '538'], what: otherWay('account') },
  ],
  // receivers know a message that comes again by its id, so nothing is asked first
  http: [
    { codes: ['408', '425', '429', '500', '502', '503', '504'], what: again(10 * SECOND_MS) },
    { codes: ['410'], what: otherWay('address') },
    { codes: ['413', '422'], what: otherWay('message') },
  ],
}

/** A refusal that no line names is final here: another way is tried rather than the same again and again. */
export function afterRefusal(
  provider: Provider,
  { code, words }: { readonly code: string; readonly words: string },
): Handed {
  const line = RETRY_TABLE[provider].find(
    ({ codes, saying }) => codes.includes(code) && (saying === undefined || words.includes(saying)),
  )
  const what = line?.what ?? otherWay('account')
  if (what.next === 'again') return { state: 'retry', code, afterMs: what.afterMs }
  if (what.next === 'ask-first') return { state: 'unknown', reason: `${code} ${words}`.trim() }
  return { state: 'failed', code, reason: words, fault: what.fault }
}
