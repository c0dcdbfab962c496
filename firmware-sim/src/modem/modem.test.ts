import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type OpenPort, openPort } from '../testing/port.ts'
import { startTruck } from '../testing/truck-fixture.ts'
import { waitFor } from '../testing/wait.ts'

const PDU = '0011000D91683106423346F90008000A5DE54F5C61095FEBFF01'
const modem = { id: 'modem', baud: 115_200 } as const

async function tell(port: OpenPort, text: string, answer: RegExp): Promise<string> {
  port.forget()
  await port.write(Buffer.from(text, 'latin1'))
  return await waitFor(() => answer.test(port.heard().toString('latin1')) && port.heard().toString('latin1'))
}

test('a text is prompted for, taken and numbered; it echoes until told not to', async () => {
  await using running = await startTruck({ lines: [], modem })
  const port = await openPort(running.path('modem'), 115_200)
  expect(await tell(port, 'AT\r', /OK\r\n$/)).toBe('AT\r\r\nOK\r\n')
  expect(await tell(port, 'ATE0\r', /OK\r\n$/)).toContain('ATE0')
  expect(await tell(port, 'AT+CSQ\r', /OK\r\n$/)).toBe('\r\n+CSQ: 21,99\r\n\r\nOK\r\n')
  // in text mode no PDU is taken, and errors are bare until they are asked for
  expect(await tell(port, 'AT+CMGS=25\r', /ERROR/)).toBe('\r\nERROR\r\n')
  await tell(port, 'AT+CMEE=1\r', /OK/)
  await tell(port, 'AT+CMGF=0\r', /OK/)
  await tell(port, 'AT+CMGS=25\r', /> $/)
  expect(await tell(port, `${PDU}\u001a`, /OK/)).toMatch(/^\r\n\+CMGS: \d+\r\n\r\nOK\r\n$/)
  const message = { number: '+8613602433649', text: '工作愉快！', parts: 1 }
  expect(running.truck.sentSms()).toMatchObject([message])
  expect(JSON.parse(readFileSync(join(running.directory, 'sms.ndjson'), 'utf8'))).toMatchObject(message)
  await port.close()
})

test('it refuses as real ones do', async () => {
  await using running = await startTruck({ lines: [], modem })
  const { truck } = running
  const port = await openPort(running.path('modem'), 115_200)
  for (const command of ['ATE0', 'AT+CMEE=1', 'AT+CMGF=0']) await tell(port, `${command}\r`, /OK/)
  await tell(port, 'AT+CMGS=24\r', />/)
  expect(await tell(port, `${PDU}\u001a`, /ERROR/)).toContain('+CMS ERROR: 304')
  truck.faults.set('modem', { kind: 'sms-refused', code: 38 })
  await tell(port, 'AT+CMGS=25\r', />/)
  expect(await tell(port, `${PDU}\u001a`, /ERROR: \d/)).toContain('+CMS ERROR: 38')
  truck.faults.clear('modem')
  truck.faults.set('modem', { kind: 'not-registered' })
  expect(await tell(port, 'AT+CREG?\r', /OK/)).toContain('+CREG: 0,2')
  // the escape leaves the prompt, and nothing is sent
  await tell(port, 'AT+CMGS=25\r', />/)
  await tell(port, '\u001b', /OK/)
  await tell(port, 'AT\r', /OK/)
  expect(truck.sentSms()).toEqual([])
  await port.close()
})
