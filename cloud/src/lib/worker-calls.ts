import type { MessagePort, Worker } from 'node:worker_threads'
import { toError, toPlainError } from './errors.ts'

/** What crosses the thread: calls one way, replies and events the other. */
interface Call {
  readonly id: number
  readonly method: string
  readonly argument: unknown
}
type Reply =
  | { readonly id: number; readonly ok: true; readonly result: unknown }
  | { readonly id: number; readonly ok: false; readonly error: Error }
  | { readonly id: null; readonly event: unknown }

type Handlers = Readonly<Record<string, (argument: never) => unknown>>
type Argument<H extends Handlers, M extends keyof H> = Parameters<H[M]>[0]
type Result<H extends Handlers, M extends keyof H> = Awaited<ReturnType<H[M]>>

/** Worker side. What goes wrong while the handlers are made is the first call's answer on the other side. */
export function serveCalls(port: MessagePort, createHandlers: () => Handlers): void {
  let handlers: Handlers
  try {
    handlers = createHandlers()
  } catch (error) {
    throw toPlainError(error)
  }
  port.on('message', (call: Call) => {
    void answer(handlers, call).then((reply) => port.postMessage(reply))
  })
}

async function answer(handlers: Handlers, { id, method, argument }: Call): Promise<Reply> {
  try {
    return { id, ok: true, result: await handlers[method]?.(argument as never) }
  } catch (error) {
    return { id, ok: false, error: toPlainError(error) }
  }
}

export function emitEvent(port: MessagePort, event: unknown): void {
  port.postMessage({ id: null, event } satisfies Reply)
}

interface Waiting {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
}

/** Main side: a call rejects when its handler throws or the worker dies. */
export class WorkerCalls<H extends Handlers> {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #nextId = 1
  #ended: Error | undefined

  constructor(worker: Worker, options: { readonly onEvent?: (event: unknown) => void } = {}) {
    this.#worker = worker
    worker.on('message', (reply: Reply) => {
      if (reply.id === null) options.onEvent?.(reply.event)
      else this.#settle(reply)
    })
    worker.on('error', (error: unknown) => this.#end(toError(error)))
    worker.on('exit', (code) => this.#end(new Error(`the worker thread ended with code ${code}`)))
  }

  call<M extends keyof H & string>(
    method: M,
    argument: Argument<H, M>,
    transfer: ArrayBuffer[] = [],
  ): Promise<Result<H, M>> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended)
    const id = this.#nextId++
    return new Promise<Result<H, M>>((resolve, reject) => {
      this.#waiting.set(id, { resolve: (result) => resolve(result as Result<H, M>), reject })
      this.#worker.postMessage({ id, method, argument } satisfies Call, transfer)
    })
  }

  #settle(reply: Extract<Reply, { id: number }>): void {
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if (reply.ok) waiting?.resolve(reply.result)
    else waiting?.reject(reply.error)
  }

  #end(error: Error): void {
    this.#ended ??= error
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
