import { z } from 'zod'

/** Of a person or an organisation, in the two languages of the pages. */
export interface Names {
  readonly zh: string
  readonly en: string
}

/** Where those of a person stand sealed. */
export const displayNamePlace = (personId: string) => ({
  table: 'person',
  column: 'display_name_sealed',
  row: personId,
})

/** As they stand sealed. */
export const storedNames = z.object({ zh: z.string(), en: z.string() })
