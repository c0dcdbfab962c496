import type { paths } from './schema.ts'

type JsonOf<R> = R extends { readonly 200: { readonly content: { readonly 'application/json': infer A } } }
  ? A
  : R extends { readonly 201: { readonly content: { readonly 'application/json': infer A } } }
    ? A
    : never

/** What a route answers where it does what it is asked. */
export type AnswerOf<Path extends keyof paths, Method extends keyof paths[Path]> = paths[Path][Method] extends {
  readonly responses: infer R
}
  ? JsonOf<R>
  : never

/** One of a list's items. */
export type ItemOf<Path extends keyof paths> =
  AnswerOf<Path, 'get'> extends { readonly items: readonly (infer Item)[] } ? Item : never
