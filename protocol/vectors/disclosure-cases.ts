import { type Disclosure, fromHex, sealMessage, toHex } from '../src/index.ts'
import { exampleDisclosure, exampleGenesis, exampleHead0 } from './example.ts'
import { STANDARD_KEY, signExample } from './example-signer.ts'

const whole: Disclosure = exampleDisclosure
const [first, second] = whole.frames
const shown = second?.sections[0]
if (first === undefined || second === undefined || shown === undefined) throw new Error('the example has changed')

const seal0 = toHex(signExample(sealMessage({ device: whole.device, epoch: whole.epoch, n: 0, head: exampleHead0 })))
const span: Disclosure = { ...whole, before: { n: 0, head: toHex(exampleHead0), seal: seal0 }, frames: [second] }

const flipped = (hex: string): string => toHex(fromHex(hex).map((byte, at) => (at === 0 ? byte ^ 1 : byte)))
const replaced = (frame: Partial<typeof second>): Disclosure => ({ ...whole, frames: [first, { ...second, ...frame }] })

const CASES: readonly { name: string; fits: boolean; disclosure: Disclosure }[] = [
  { name: 'from genesis, one section shown', fits: true, disclosure: whole },
  { name: 'a span after a sealed frame', fits: true, disclosure: span },
  { name: 'nothing shown', fits: true, disclosure: replaced({ sections: [] }) },
  { name: 'no frame', fits: false, disclosure: { ...whole, frames: [] } },
  {
    name: 'a changed value',
    fits: false,
    disclosure: replaced({ sections: [{ ...shown, body: `${shown.body.slice(0, -2)}00` }] }),
  },
  { name: 'another salt', fits: false, disclosure: replaced({ sections: [{ ...shown, salt: flipped(shown.salt) }] }) },
  {
    name: 'a byte moved from the body into the salt: the same hash over another body',
    fits: false,
    disclosure: replaced({
      sections: [{ ...shown, salt: shown.salt + shown.body.slice(0, 2), body: shown.body.slice(2) }],
    }),
  },
  { name: 'the section at another index', fits: false, disclosure: replaced({ sections: [{ ...shown, index: 0 }] }) },
  {
    name: 'the section at an index that does not exist',
    fits: false,
    disclosure: replaced({ sections: [{ ...shown, index: 3 }] }),
  },
  { name: 'a digest left out', fits: false, disclosure: replaced({ digests: second.digests.slice(0, 2) }) },
  {
    name: 'a byte moved from one digest to the next',
    fits: false,
    disclosure: replaced({
      sections: [],
      digests: [
        second.digests[0]?.slice(0, -2) ?? '',
        `${second.digests[0]?.slice(-2)}${second.digests[1]}`,
        second.digests[2] ?? '',
      ],
    }),
  },
  {
    name: 'a changed hidden digest',
    fits: false,
    disclosure: replaced({ digests: [flipped(second.digests[0] ?? ''), ...second.digests.slice(1)] }),
  },
  { name: 'a byte after the header', fits: false, disclosure: replaced({ header: `${second.header}00` }) },
  {
    name: 'a changed clock quality',
    fits: false,
    disclosure: replaced({ header: second.header.replace(/^c107/, 'c106') }),
  },
  { name: 'a frame left out', fits: false, disclosure: { ...whole, frames: [second] } },
  { name: 'frames in the wrong order', fits: false, disclosure: { ...whole, frames: [second, first] } },
  { name: 'another device', fits: false, disclosure: { ...whole, device: 'tk002' } },
  { name: 'another epoch', fits: false, disclosure: { ...whole, epoch: '0a1b2c3d4e60' } },
  { name: 'a changed seal', fits: false, disclosure: { ...whole, seal: flipped(whole.seal) } },
  { name: 'the seal of another frame', fits: false, disclosure: { ...whole, seal: seal0 } },
  { name: 'a seal cut short', fits: false, disclosure: { ...whole, seal: whole.seal.slice(0, -2) } },
  { name: 'a seal of zeros', fits: false, disclosure: { ...whole, seal: '0'.repeat(128) } },
  {
    name: 'a changed seal before the span',
    fits: false,
    disclosure: { ...span, before: { n: 0, head: toHex(exampleHead0), seal: flipped(seal0) } },
  },
  {
    name: 'a changed head before the span',
    fits: false,
    disclosure: { ...span, before: { n: 0, head: flipped(toHex(exampleHead0)), seal: seal0 } },
  },
]

export const disclosureVectors = {
  about:
    'Disclosures of frames of frames.json (worked example), and whether they verify. Key: the example key of GB/T 32918.5.',
  publicKey: toHex(STANDARD_KEY.publicKey),
  genesis: toHex(exampleGenesis),
  cases: CASES,
}
