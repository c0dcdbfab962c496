const PAGE = '100'

/** As a list asks for a page of it. */
export interface PageQuery {
  readonly limit: string
  readonly after?: string
}

/** All of a list, a page after the other: where what is shown needs the whole of it. */
export async function everyPage<Page extends { readonly items: readonly unknown[]; readonly next: string | null }>(
  load: (query: PageQuery) => Promise<Page>,
  limit: string = PAGE,
): Promise<{ readonly first: Page; readonly items: Page['items'][number][] }> {
  const first = await load({ limit })
  const items: Page['items'][number][] = [...first.items]
  for (let after = first.next; after !== null; ) {
    const page = await load({ limit, after })
    items.push(...page.items)
    after = page.next
  }
  return { first, items }
}
