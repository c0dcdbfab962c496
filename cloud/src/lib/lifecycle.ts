import { AppError } from './errors.ts'

/** One line of a lifecycle: the event, the states from which it may come, and the one to which it leads. */
export interface Transition<State extends string, Event extends string> {
  readonly event: Event
  readonly from: readonly State[]
  readonly to: State
}

export interface Lifecycle<State extends string, Event extends string> {
  /** of what, in an error's words */
  readonly noun: string
  readonly initial: State
  readonly transitions: readonly Transition<State, Event>[]
}

/** @throws AppError CONFLICT when the event can't come in this state */
export function stateAfter<State extends string, Event extends string>(
  { noun, transitions }: Lifecycle<State, Event>,
  state: State,
  event: Event,
): State {
  const line = transitions.find((transition) => transition.event === event && transition.from.includes(state))
  if (line !== undefined) return line.to
  throw new AppError('CONFLICT', 409, `state: "${event}" is not for a ${noun} that is ${state}`, { field: 'state' })
}

/** The states that no line leads to: a table with one has a mistake in it. */
export function unreachableStates<State extends string, Event extends string>(
  { initial, transitions }: Lifecycle<State, Event>,
  states: readonly State[],
): State[] {
  const reached = new Set<State>([initial])
  for (let before = 0; before !== reached.size; ) {
    before = reached.size
    for (const { from, to } of transitions) if (from.some((state) => reached.has(state))) reached.add(to)
  }
  return states.filter((state) => !reached.has(state))
}
