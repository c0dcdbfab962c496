import { expect, it } from 'vitest'
import { ConnectionRegister } from './connections.ts'

const full = { sinceMs: 1_000, problem: 'database or disk is full' }
const link = { budgetBytesPerDay: null, spentBytes: 5 }

function registerOf() {
  const changed: string[] = []
  let nowMs = 0
  const register = new ConnectionRegister({
    clock: { nowMs: () => nowMs },
    onChange: (device) => changed.push(device),
  })
  return {
    ...{ register, changed },
    at: (ms: number) => {
      nowMs = ms
    },
  }
}

it('tells once that a truck does not record, and once that it does again, however often it says so', () => {
  const { register, changed } = registerOf()
  register.change('tk001', true)
  for (const report of [{}, { notRecording: full }, { notRecording: { ...full } }, {}, {}]) {
    register.report('tk001', report)
  }
  expect(changed).toEqual(['tk001', 'tk001', 'tk001'])
  expect(register.get('tk001')?.notRecording).toBeNull()
})

it('keeps what was said while the truck is away, until it says otherwise', () => {
  const { register } = registerOf()
  register.change('tk001', true)
  register.report('tk001', { notRecording: full, link })
  register.change('tk001', false)
  register.loseAll()
  expect(register.get('tk001')).toMatchObject({ online: false, notRecording: full, link })
  register.change('tk001', true)
  register.report('tk001', {})
  expect(register.get('tk001')).toMatchObject({ online: true, notRecording: null, link })
})

it('knows by when the link was told, and does not forget it where a hint leaves it out', () => {
  const { register, changed, at } = registerOf()
  register.change('tk001', true)
  at(60_000)
  register.report('tk001', { link })
  at(90_000)
  register.report('tk001', { notRecording: full })
  expect(register.get('tk001')?.link).toEqual({ ...link, toldAtMs: 60_000 })
  // nothing that lists of trucks show has changed by it
  expect(changed).toHaveLength(2)
})

it('takes one that cannot write, and so has no birth to say, for connected', () => {
  const { register } = registerOf()
  register.report('tk001', { link })
  expect(register.get('tk001')).toBeUndefined()
  register.report('tk001', { notRecording: full })
  expect(register.get('tk001')).toMatchObject({ online: true, notRecording: full })
})
