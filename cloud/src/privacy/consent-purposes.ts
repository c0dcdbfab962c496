export const CONSENT_PURPOSES = ['health-data', 'whereabouts', 'cross-organisation'] as const
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number]

interface ConsentText {
  /** grows with every change of the words: who consented to others is asked again */
  readonly version: number
  readonly zh: string
  readonly en: string
}

/** Sensitive personal information needs a consent of its own, purpose by purpose (PIPL art. 14, 29). */
export const CONSENT_TEXTS: Readonly<Record<ConsentPurpose, ConsentText>> = {
  'health-data': {
    version: 1,
    zh: '我同意药房为审核处方、调配和配送药品，处理我的健康信息（处方、诊断与用药记录）。处方记录依法至少保存五年。我可以随时撤回同意；撤回不影响此前已进行的处理。',
    en: 'I consent to the pharmacy processing my health information (prescriptions, diagnoses, medication) to review prescriptions and to dispense and deliver medicines. Prescription records are kept for at least five years by law. I may withdraw at any time; what was done before stays lawful.',
  },
  whereabouts: {
    version: 1,
    zh: '我同意在执行运输任务期间处理我所驾驶车辆的位置，用于调度和证明药品全程冷链。运输记录依法至少保存五年。我可以随时撤回同意；撤回不影响此前已进行的处理。',
    en: 'I consent to the position of the vehicle that I drive being processed during trips, to dispatch it and to prove the cold chain. Transport records are kept for at least five years by law. I may withdraw at any time; what was done before stays lawful.',
  },
  'cross-organisation': {
    version: 1,
    zh: '我同意药房将完成配送所必需的姓名、电话和地址提供给承运单位。我可以随时撤回同意；撤回不影响此前已进行的处理。',
    en: 'I consent to the pharmacy giving the carrier the name, phone number and address that a delivery needs. I may withdraw at any time; what was done before stays lawful.',
  },
}
