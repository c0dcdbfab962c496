import { readFile } from 'node:fs/promises'
import { generateSm2KeyPair, toHex } from '@coldrx/protocol'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { releaseFile } from '../../cloud/src/testing/release-file.ts'
import { seriousFaults } from '../../dashboards/testing/access-check.ts'
import { textsInWrongLanguage } from '../../dashboards/testing/language-check.ts'
import { askAs } from '../console/ask-as.ts'
import { type ConsoleWorld, signIn, startConsoleWorld } from '../console/console-world.ts'

const PAPER = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n')
const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10)

let world: ConsoleWorld
beforeAll(async () => {
  world = await startConsoleWorld()
}, 180_000)
afterAll(() => world?.stop())

async function addProbe(page: Page, serial: string): Promise<void> {
  await page.goto(`${world.origin}/#/probes`)
  await page.getByTestId('probe-new').click()
  await page.getByTestId('new-serial').fill(serial)
  await page.getByTestId('new-model').fill('xy-md02')
  await page.getByTestId('new-save').click()
  await page.getByTestId('certificate-new').click()
  await page.getByTestId('certificate-number').fill(`C-${serial}`)
  await page.getByTestId('certificate-issuer').fill('市计量院')
  await page.getByTestId('certificate-on').fill(day(-10))
  await page.getByTestId('certificate-due').fill(day(300))
  await page.getByTestId('certificate-errors').fill('2:0.1 8:-0.2')
  await page
    .getByTestId('certificate-file')
    .setInputFiles({ name: 'certificate.pdf', mimeType: 'application/pdf', buffer: PAPER })
  await page.getByTestId('certificate-save').click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '下载文件' }).click(),
  ])
  // the very bytes that were handed in
  expect(await readFile(await download.path())).toEqual(PAPER)
}

async function fitProbe(page: Page, { truck, point, unit }: { truck: string; point: string; unit: string }) {
  await page.getByTestId('probe-fit').click()
  await page.getByTestId('asset-picker-search').fill(truck)
  await page.getByTestId('asset-picker').selectOption({ label: truck })
  await page.getByTestId('fit-point').fill(point)
  await page.getByTestId('fit-bus').fill('rs485-1')
  await page.getByTestId('fit-unit').fill(unit)
  await page.getByTestId('fit-save').click()
  await page.getByTestId('probe-remove').waitFor()
}

test('a truck with its probes and device is recorded by a technician and commissioned by quality', async () => {
  const technician = await world.open()
  const { page } = technician
  await signIn(page, 'technician', world.passwordOf('technician'))
  await page.goto(`${world.origin}/#/assets`)
  await page.getByTestId('asset-new').click()
  await page.getByTestId('new-name').fill('沪A·88001')
  await page.getByTestId('new-save').click()
  await page.getByTestId('compartment-new').click()
  await page.getByTestId('compartment-code').fill('c1')
  await page.getByTestId('compartment-zh').fill('冷藏舱')
  await page.getByTestId('compartment-en').fill('Chilled')
  await page.getByTestId('compartment-save').click()
  await page.getByTestId('compartment-c1').getByText('测点不足').waitFor()
  expect(await seriousFaults(page)).toEqual([])
  const truckAddress = page.url()

  await addProbe(page, 'XM-88001')
  expect(await seriousFaults(page)).toEqual([])
  await fitProbe(page, { truck: '沪A·88001', point: 'p1', unit: '1' })
  await addProbe(page, 'XM-88002')
  await fitProbe(page, { truck: '沪A·88001', point: 'p2', unit: '2' })

  await page.goto(`${world.origin}/#/devices`)
  await page.getByTestId('device-new').click()
  await page.getByTestId('device-name').fill('tk88001')
  await page.getByTestId('asset-picker-search').fill('88001')
  await page.getByTestId('asset-picker').selectOption({ label: '沪A·88001' })
  await page.getByTestId('device-save').click()
  await page.getByTestId('device-enrol').click()
  expect((await page.getByTestId('enrolment-code').textContent())?.length).toBeGreaterThan(8)
  expect(await seriousFaults(page)).toEqual([])

  // its device would say so after ten minutes without the cloud
  let reported: object = { applied: null, hash: null, trying: null, at: new Date().toISOString() }
  await page.route(/\/api\/assets\/[^/]+\/settings$/, async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, json: { ...((await answer.json()) as object), reported } })
  })
  reported = { ...reported, refused: { revision: 1, field: '', problem: 'silence', takenBack: true } }
  await page.goto(truckAddress)
  await page.getByTestId('settings-taken-back').getByText('已自动恢复原设置').waitFor()
  expect(await textsInWrongLanguage(page, 'zh-CN')).toEqual([])
  expect(await seriousFaults(page)).toEqual([])
  reported = { ...reported, trying: 2, refused: null }
  await page.getByTestId('settings-send-again').click()
  await page.getByTestId('reason').fill('车辆已回到信号区')
  await page.getByTestId('reason-confirm').click()
  await page.getByText('记录仪试用中').waitFor()
  expect(technician.problems).toEqual([])
  await technician.close()

  const quality = await world.open()
  await signIn(quality.page, 'quality', world.passwordOf('quality'))
  await quality.page.goto(truckAddress)
  await quality.page.getByTestId('move-commission').click()
  await quality.page.getByTestId('reason').fill('验收合格')
  await quality.page.getByTestId('reason-confirm').click()
  await quality.page.getByTestId('move-withdraw').waitFor()
  await quality.page.getByTestId('history').getByText('投入使用').waitFor()
  expect(await quality.page.getByTestId('history').textContent()).not.toMatch(/asset\.|compartment\.|probe\./)
  expect(await textsInWrongLanguage(quality.page, 'zh-CN')).toEqual([])
  expect(await seriousFaults(quality.page)).toEqual([])
  const assets = await quality.page.request.get(`${world.origin}/api/assets?search=88001`)
  expect(await assets.json()).toMatchObject({ items: [{ state: 'in-service', device: 'tk88001' }] })
  expect(quality.problems).toEqual([])
  await quality.close()
}, 180_000)

test('a sheet with bad rows is explained and a good one imported, in English on a phone', async () => {
  const { page, problems, close } = await world.open({ width: 390, height: 844 })
  await signIn(page, 'technician', world.passwordOf('technician'))
  await page.goto(`${world.origin}/#/fleet-sheets`)
  await page.getByTestId('settings').click()
  await page.getByTestId('language-en').click()
  await page.keyboard.press('Escape')
  const sheet = (rows: string[]) => ({
    ...{ name: 'probes.csv', mimeType: 'text/csv' },
    buffer: Buffer.from(['serial_number,model,asset,compartment,point,bus,unit', ...rows].join('\r\n')),
  })
  await page.getByTestId('sheet').selectOption('probes')
  await page.getByTestId('sheet-file').setInputFiles(sheet(['XM-70001,xy-md02,,,,,', 'XM-70002,xy-md02,,,,,999']))
  await page.getByTestId('sheet-check').click()
  await page.getByTestId('sheet-result').waitFor()
  await page.getByText('a whole number from 1 to 247').first().waitFor()
  expect(await page.getByTestId('sheet-import').isDisabled()).toBe(true)
  expect(await textsInWrongLanguage(page, 'en')).toEqual([])
  expect(await seriousFaults(page)).toEqual([])

  await page.getByTestId('sheet-file').setInputFiles(sheet(['XM-70001,xy-md02,,,,,', 'XM-70002,xy-md02,,,,,']))
  await page.getByTestId('sheet-check').click()
  await expect.poll(() => page.getByTestId('sheet-import').isEnabled()).toBe(true)
  await page.getByTestId('sheet-import').click()
  await page.getByText('2 rows imported').waitFor()
  await page.goto(`${world.origin}/#/probes`)
  await page.getByText('XM-70002').first().waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  expect(problems).toEqual([])
  await close()
}, 120_000)

test('an administrator lists, adds and retires device authorities, and names who drives a truck', async () => {
  const { page, problems, close } = await world.open()
  await signIn(page, 'administrator', world.passwordOf('administrator'))
  await page.goto(`${world.origin}/#/authorities`)
  await page.getByText('尚无签发机构').waitFor()
  await page.getByTestId('authority-new').click()
  await page.getByTestId('authority-name').fill('Factory authority')
  const key = toHex(generateSm2KeyPair().publicKey)
  await page.getByTestId('authority-key').fill(key.slice(2))
  await page.getByTestId('authority-save').click()
  // the field says so, and nothing was kept
  await page.getByRole('alert').first().waitFor()
  // as a terminal breaks it
  await page.getByTestId('authority-key').fill(`${key.slice(0, 80)}\n${key.slice(80)}`)
  await page.getByTestId('authority-save').click()
  await page.getByText('Factory authority').waitFor()
  expect(await textsInWrongLanguage(page, 'zh-CN')).toEqual([])
  expect(await seriousFaults(page)).toEqual([])
  await page.getByTestId('authority-retire').click()
  await page.getByTestId('reason').fill('密钥可能泄露')
  await page.getByTestId('reason-confirm').click()
  await page.getByTestId('authority-retire').waitFor({ state: 'detached' })
  await page.locator('[data-row]').getByText('停用').waitFor()

  await askAs(page, 'POST', '/api/organisations', { kind: 'carrier', name: { zh: '迅达冷运', en: 'Swift Cold' } })
  const { id } = await askAs(page, 'POST', '/api/assets', { kind: 'truck', name: '沪A·88009' })
  await page.goto(`${world.origin}/#/assets/${id}`)
  await page.getByTestId('asset-carrier').getByText('自营').waitFor()
  await page.getByTestId('asset-edit').click()
  await page.getByTestId('asset-carrier-choice').selectOption({ label: '迅达冷运' })
  await page.getByTestId('asset-edit-save').click()
  await page.getByTestId('asset-carrier').getByText('迅达冷运').waitFor()
  expect(problems).toEqual([])
  await close()
}, 120_000)

const PROBLEM = 'within 300 s it did not reach the cloud, and the release before did'

/** The demo's truck says which program it runs, and how its order stands. */
function bearTruck(
  agentVersion: string,
  order: { number: number; state: 'waiting' | 'taken-back'; problem?: string } | null,
) {
  world.bear({
    ...{ v: 1, online: true, device: 'tk001', agentVersion, boot: 1, layoutHash: '0000000000000000', layoutText: '' },
    ...{ epochs: [{ epoch: '000000000001', nextN: 1, acknowledgedThrough: -1 }] },
    update: { platform: 'linux', arch: 'arm64', order },
  })
}

test('an administrator publishes a release, orders it to one truck, sees it taken back, and withdraws it', async () => {
  const { page, problems, close } = await world.open()
  await signIn(page, 'administrator', world.passwordOf('administrator'))
  bearTruck('0.1.0', null)
  await page.goto(`${world.origin}/#/versions`)
  await page.getByText('尚未发布任何版本').waitFor()
  await page.getByTestId('release-new').click()
  const file = (text: string) => ({
    ...{ name: 'edge.release', mimeType: 'application/octet-stream', buffer: Buffer.from(text) },
  })
  await page.getByTestId('release-file').setInputFiles(file('no release'))
  await page.getByTestId('release-publish').click()
  await page.getByRole('alert').first().waitFor()
  await page.getByTestId('release-file').setInputFiles(file(releaseFile({ version: '0.2.0' })))
  await page.getByTestId('release-publish').click()
  await page.getByTestId('withdraw-0.2.0').waitFor()
  const row = page.locator('[data-row="tk001"]')
  await row.getByText('0.1.0').waitFor()
  await page.getByTestId('choose-tk001').check()
  await page.getByTestId('order-chosen').click()
  await page.getByTestId('reason').fill('先在一辆车上试用')
  await page.getByTestId('reason-confirm').click()
  await page.getByText('已下达 1 台').waitFor()
  await page.getByTestId('order-close').click()
  await row.getByText('等待车辆接收').waitFor()
  expect(await textsInWrongLanguage(page, 'zh-CN')).toEqual([])
  expect(await seriousFaults(page)).toEqual([])

  bearTruck('0.1.0', { number: 1, state: 'taken-back', problem: PROBLEM })
  await expect
    .poll(async () => JSON.stringify(await askAs(page, 'GET', '/api/device-versions?search=tk001')))
    .toContain('taken-back')
  await page.getByTestId('version-search').fill('tk001')
  await page.keyboard.press('Enter')
  await row.getByText('未通过，已退回').waitFor()
  await row.getByText('新版本无法连上云端').waitFor()
  await page.getByTestId('withdraw-0.2.0').click()
  await page.getByTestId('reason').fill('新版本有缺陷')
  await page.getByTestId('reason-confirm').click()
  await page.locator('[data-row]').getByText('已撤回').waitFor()
  expect(await seriousFaults(page)).toEqual([])
  expect(problems.filter((problem) => !problem.includes('422'))).toEqual([])
  await close()
}, 120_000)

test('an administrator sets how often a truck samples and by which broker it sends', async () => {
  const { page, problems, close } = await world.open({ width: 390, height: 844 })
  await signIn(page, 'administrator', world.passwordOf('administrator'))
  const found = (await askAs(page, 'GET', '/api/assets?search=88001')) as unknown as { items: { id: string }[] }
  await page.goto(`${world.origin}/#/assets/${found.items[0]?.id}`)
  await page.getByTestId('settings-cadence').getByText('按记录仪自身配置').waitFor()
  await page.getByTestId('settings-change').click()
  await page.getByTestId('settings-own').uncheck()
  await page.getByTestId('settings-sample').fill('7')
  await page.getByTestId('settings-frame').fill('120')
  await page.getByTestId('settings-broker-url').fill('broker.example')
  await page.getByTestId('reason').fill('流量紧张，降低上传频率')
  await page.getByTestId('reason-confirm').click()
  await page.getByText('必须是采样间隔的整数倍').first().waitFor()
  await page.getByText('地址格式不正确').waitFor()
  expect(await textsInWrongLanguage(page, 'zh-CN')).toEqual([])
  expect(await seriousFaults(page)).toEqual([])
  await page.getByTestId('settings-sample').fill('15')
  await page.getByTestId('settings-broker-url').fill('mqtts://broker.example:8883')
  await page.getByTestId('reason-confirm').click()
  await page.getByTestId('settings-cadence').getByText('采样 15 秒').waitFor()
  await page.getByTestId('settings-cadence').getByText('每 120 秒上传一次').waitFor()
  await page.getByTestId('settings-broker').getByText('mqtts://broker.example:8883').waitFor()
  await page.getByText('等待记录仪应用').waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  expect(problems).toEqual([])
  await close()
}, 120_000)
