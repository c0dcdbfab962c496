import type { Page } from 'playwright-core'

export interface Asked {
  readonly [field: string]: unknown
  readonly id: string
  readonly revision: number
}

/** A request of a page that somebody is signed in at, as the page itself would send it. */
export async function askAs(page: Page, method: string, path: string, body?: object): Promise<Asked> {
  const { status, text } = await page.evaluate(
    async ([how, where, what]) => {
      const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() }
      const response = await fetch(where, what === '' ? { method: how } : { method: how, headers, body: what })
      return { status: response.status, text: await response.text() }
    },
    [method, path, body === undefined ? '' : JSON.stringify(body)] as const,
  )
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`)
  return JSON.parse(text) as Asked
}
