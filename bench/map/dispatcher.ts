import type { Page } from 'playwright-core'

/** What a dispatcher does to a map and a list, over and over: none of it may make the page wait. */
export async function workLikeADispatcher(page: Page, durationMs: number): Promise<number> {
  const map = await page.getByTestId('map').boundingBox()
  if (map === null) throw new Error('there is no map')
  const [x, y] = [map.x + map.width / 2, map.y + map.height / 2]
  const drag = async (dx: number, dy: number) => {
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + dx, y + dy, { steps: 20 })
    await page.mouse.up()
  }
  const wheel = async (deltaY: number, times: number) => {
    await page.mouse.move(x, y)
    for (let time = 0; time < times; time += 1) {
      await page.mouse.wheel(0, deltaY)
      await page.waitForTimeout(120)
    }
  }
  const steps: (() => Promise<unknown>)[] = [
    () => drag(-260, 40),
    () => wheel(-240, 6),
    () => drag(200, 120),
    () => wheel(-240, 8),
    () => drag(-150, -150),
    () => drag(180, 60),
    () => page.getByTestId('search').fill('123'),
    () => page.getByTestId('search').fill(''),
    () => wheel(240, 14),
    async () => {
      await page.mouse.move(map.x - 100, y)
      for (let time = 0; time < 10; time += 1) await page.mouse.wheel(0, 900)
    },
    () => page.locator('.virtual-row a').nth(4).click(),
    () => page.getByTestId('side-alarms').click(),
    () => page.getByTestId('side-trucks').click(),
    () => page.getByTestId('count-alarm').click(),
    () => page.getByTestId('count-alarm').click(),
    () => page.getByTestId('map-all').click(),
  ]
  const startedMs = performance.now()
  let rounds = 0
  while (performance.now() - startedMs < durationMs) {
    for (const step of steps) {
      await step()
      await page.waitForTimeout(400)
    }
    rounds += 1
  }
  return rounds
}
