import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seriousFaults } from '../../dashboards/testing/access-check.ts'
import { textsInWrongLanguage } from '../../dashboards/testing/language-check.ts'
import { type ConsoleWorld, signIn, startConsoleWorld } from './console-world.ts'

let world: ConsoleWorld
beforeAll(async () => {
  world = await startConsoleWorld()
}, 180_000)
afterAll(() => world?.stop())

test('an app is registered, asks for access, is let in, and loses it again', async () => {
  const { page, problems, close } = await world.open()
  await signIn(page, 'administrator', world.passwordOf('administrator'))
  await page.getByTestId('area-integrations').click()
  await page.getByTestId('client-new').click()
  await page.getByTestId('client-zh').fill('仓储伙伴')
  await page.getByTestId('client-en').fill('Warehouse partner')
  await page.getByTestId('client-use-web').check()
  const callback = `${world.origin}/docs`
  await page.getByTestId('client-addresses').fill(callback)
  await page.getByTestId('client-scope-telemetry:read').check()
  await page.getByTestId('client-scope-trips:write').check()
  expect(await seriousFaults(page)).toEqual([])
  await page.getByTestId('client-save').click()
  expect(await page.getByTestId('secret').textContent()).toMatch(/^[\w-]{20,}$/)
  await page.getByTestId('secret-done').click()
  const clientId = (await page.getByTestId('client-id').textContent())?.trim() ?? ''
  expect(clientId).toMatch(/^[0-9a-f-]{36}$/)
  expect(await textsInWrongLanguage(page, 'zh-CN')).toEqual([])

  const query = new URLSearchParams({
    ...{ client_id: clientId, redirect_uri: callback, response_type: 'code', scope: 'telemetry:read trips:write' },
    ...{ state: 'st', code_challenge_method: 'S256' },
    code_challenge: createHash('sha256').update('a'.repeat(43)).digest('base64url'),
  })
  const asked = await world.open({ width: 390, height: 844 })
  await asked.page.goto(`${world.origin}/oauth/authorize?${query}`)
  await signIn(asked.page, 'dispatcher', world.passwordOf('dispatcher'))
  await asked.page.getByTestId('scope-trips:write').waitFor()
  expect(await asked.page.getByTestId('consent-origin').textContent()).toBe(world.origin)
  expect(await seriousFaults(asked.page)).toEqual([])
  for (const language of ['en', 'zh-CN'] as const) {
    await asked.page.getByTestId(`language-${language}`).click()
    expect(await textsInWrongLanguage(asked.page, language)).toEqual([])
  }
  await asked.page.getByTestId('consent-allow').click()
  await asked.page.waitForURL(/\/docs\?code=.*&state=st&iss=/)

  await asked.page.goto(`${world.origin}/#/account`)
  await asked.page.getByTestId('grant').waitFor()
  expect(await seriousFaults(asked.page)).toEqual([])
  await asked.page.getByTestId('grant-revoke').click()
  await asked.page.getByTestId('confirm').click()
  await asked.page.getByTestId('grant').waitFor({ state: 'detached' })
  expect(problems).toEqual([])
  await asked.close()
  await close()
}, 120_000)

test('somebody ends a session elsewhere, and changes the password', async () => {
  const there = await world.open()
  await signIn(there.page, 'driver', world.passwordOf('driver'))
  const here = await world.open({ width: 390, height: 844 })
  await signIn(here.page, 'driver', world.passwordOf('driver'))
  await here.page.goto(`${world.origin}/#/account`)
  await expect.poll(() => here.page.getByTestId('session').count()).toBe(2)
  await here.page.getByTestId('session-end').click()
  await expect.poll(() => here.page.getByTestId('session').count()).toBe(1)
  await there.page.reload()
  await there.page.getByTestId('sign-in-submit').waitFor()

  await here.page.getByTestId('password-current').fill(world.passwordOf('driver'))
  await here.page.getByTestId('password-wanted').fill('short')
  await here.page.getByTestId('password-again').fill('short')
  await here.page.getByTestId('password-save').click()
  await here.page.getByText('至少 12 个字符。').waitFor()
  const wanted = '冷链药品要全程低温运输哦'
  await here.page.getByTestId('password-wanted').fill(wanted)
  await here.page.getByTestId('password-again').fill(wanted)
  await here.page.getByTestId('password-save').click()
  await here.page.getByText('密码已修改').waitFor()
  await signIn(there.page, 'driver', wanted)
  expect(await textsInWrongLanguage(here.page, 'zh-CN')).toEqual([])
  await there.close()
  await here.close()
}, 120_000)

test.each([
  ['dispatcher', /#\/live/],
  ['administrator', /#\/live/],
  ['quality', /#\/live/],
  ['customer', /#\/account/],
  ['doctor', /#\/account/],
])(
  '%s lands at %s',
  async (name, address) => {
    const { page, problems, close } = await world.open()
    await signIn(page, name, world.passwordOf(name))
    await page.waitForURL(address)
    await page.getByTestId('settings').waitFor()
    expect(problems).toEqual([])
    await close()
  },
  60_000,
)
