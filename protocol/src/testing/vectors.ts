import { readFileSync } from 'node:fs'
import type { z } from 'zod'

export function readVectorText(name: string): string {
  return readFileSync(new URL(`../../vectors/${name}`, import.meta.url), 'utf8')
}

export function readVectors<T extends z.ZodType>(name: string, schema: T): z.infer<T> {
  return schema.parse(JSON.parse(readVectorText(name)))
}
