import { saturationPascal, type Weather } from './weather.ts'

/** Size of an insulated compartment and of what it carries. */
export type BodySize = { readonly setpointCelsius: number; readonly volumeCubicMetres: number; readonly loadKg: number }

export type BodyState = {
  readonly airCelsius: number
  /** The load as a second lump: it follows the air over hours. */
  readonly loadCelsius: number
  readonly vapourPascal: number
  /** A probe in its filter cap follows the air over a minute or two. */
  readonly sensedCelsius: number
  readonly cooling: boolean
  readonly heating: boolean
  /** Frost since the last defrost, as seconds of cooling. */
  readonly frostSeconds: number
  /** Seconds of the present defrost still to go; 0 = none. */
  readonly defrostSeconds: number
}

export type BodyInfluence = {
  readonly weather: Weather
  readonly doorOpen: boolean
  /** The refrigeration unit has power and is switched on. */
  readonly unitOn: boolean
}

/** Substep of the integration; well below the fastest time constant (an open door, about 10 minutes). */
export const STEP_SECONDS = 5

const HYSTERESIS_KELVIN = 1
/** ATP class IRR limit for walls: 0.4 W/m²K. */
const WALL_WATT_PER_SQUARE_METRE_KELVIN = 0.4
/** Air with the inner skin, floor and shelves that follow it at once; air alone would be 1.2 kJ/m³K. */
const AIR_JOULE_PER_CUBIC_METRE_KELVIN = 12_000
const LOAD_JOULE_PER_KG_KELVIN = 3_000
const LOAD_WATT_PER_KG_KELVIN = 0.08
const COOLING_WATT_PER_CUBIC_METRE = 190
const HEATING_WATT_PER_CUBIC_METRE = 80
const DOOR_WATT_PER_CUBIC_METRE_KELVIN = 14
const DEFROST_AFTER_SECONDS = 2 * 3_600
const DEFROST_SECONDS = 8 * 60
const DEFROST_BEGINS = { cooling: false, heating: false, frostSeconds: 0, defrostSeconds: DEFROST_SECONDS } as const
/** Part of the defrost heater that reaches the air; in a frozen box more of it goes into the coil and its ice. */
const DEFROST_WATT_PER_CUBIC_METRE = { chilled: 45, frozen: 22 }
/** Moisture settles on a resting coil too, only more slowly. */
const RESTING_FROST = 0.3
const PROBE_TIME_CONSTANT_SECONDS = 75
const EVAPORATOR_BELOW_AIR_KELVIN = 8

export function initialBody({ setpointCelsius }: BodySize): BodyState {
  return {
    airCelsius: setpointCelsius,
    loadCelsius: setpointCelsius,
    sensedCelsius: setpointCelsius,
    vapourPascal: 0.7 * saturationPascal(setpointCelsius),
    cooling: false,
    heating: false,
    frostSeconds: 0,
    defrostSeconds: 0,
  }
}

/** One step of the two lumps, the unit's thermostat and the vapour. Pure, so a run is its seed and its commands. */
/** As when somebody presses the key at the unit, before its time has come. */
export function beginDefrost(state: BodyState): BodyState {
  return { ...state, ...DEFROST_BEGINS }
}

export function stepBody(size: BodySize, state: BodyState, { weather, doorOpen, unitOn }: BodyInfluence): BodyState {
  const { volumeCubicMetres, loadKg, setpointCelsius } = size
  const { airCelsius, loadCelsius } = state
  const { cooling, heating, frostSeconds, defrostSeconds } = thermostat(state, setpointCelsius, unitOn)
  const surface = 6.5 * volumeCubicMetres ** (2 / 3)

  const leak = WALL_WATT_PER_SQUARE_METRE_KELVIN * surface * (weather.airCelsius + weather.sunCelsius - airCelsius)
  const fromLoad = LOAD_WATT_PER_KG_KELVIN * loadKg * (loadCelsius - airCelsius)
  const door = doorOpen ? DOOR_WATT_PER_CUBIC_METRE_KELVIN * volumeCubicMetres * (weather.airCelsius - airCelsius) : 0
  const unit =
    volumeCubicMetres *
    ((heating ? HEATING_WATT_PER_CUBIC_METRE : 0) -
      (cooling ? COOLING_WATT_PER_CUBIC_METRE : 0) +
      (defrostSeconds > 0 ? DEFROST_WATT_PER_CUBIC_METRE[airCelsius > 0 ? 'chilled' : 'frozen'] : 0))
  const airCapacity = AIR_JOULE_PER_CUBIC_METRE_KELVIN * volumeCubicMetres

  const nextAir = airCelsius + ((leak + fromLoad + door + unit) * STEP_SECONDS) / airCapacity
  const nextLoad = loadKg > 0 ? loadCelsius - (fromLoad * STEP_SECONDS) / (LOAD_JOULE_PER_KG_KELVIN * loadKg) : nextAir
  return {
    airCelsius: nextAir,
    loadCelsius: nextLoad,
    sensedCelsius:
      state.sensedCelsius +
      (nextAir - state.sensedCelsius) * (1 - Math.exp(-STEP_SECONDS / PROBE_TIME_CONSTANT_SECONDS)),
    vapourPascal: stepVapour(state, { weather, doorOpen, cooling, defrosting: defrostSeconds > 0 }),
    cooling,
    heating,
    frostSeconds,
    defrostSeconds,
  }
}

function thermostat(
  { airCelsius, cooling, heating, frostSeconds, defrostSeconds }: BodyState,
  setpointCelsius: number,
  unitOn: boolean,
): Pick<BodyState, 'cooling' | 'heating' | 'frostSeconds' | 'defrostSeconds'> {
  if (!unitOn) return { cooling: false, heating: false, frostSeconds, defrostSeconds: 0 }
  if (defrostSeconds > STEP_SECONDS)
    return { cooling: false, heating: false, frostSeconds: 0, defrostSeconds: defrostSeconds - STEP_SECONDS }
  const above = airCelsius - setpointCelsius
  // A defrost waits for the cold end of the cycle, as controllers do to spare the load.
  if (frostSeconds >= DEFROST_AFTER_SECONDS && cooling && above <= -HYSTERESIS_KELVIN) return DEFROST_BEGINS
  const coolingNext = above >= HYSTERESIS_KELVIN || (cooling && above > -HYSTERESIS_KELVIN)
  const heatingNext = above <= -1.5 * HYSTERESIS_KELVIN || (heating && above < 0)
  return {
    cooling: coolingNext,
    heating: heatingNext,
    frostSeconds: frostSeconds + STEP_SECONDS * (coolingNext ? 1 : RESTING_FROST),
    defrostSeconds: 0,
  }
}

/** Vapour comes through the door and from the load, and freezes out on the evaporator while that is cold. */
function stepVapour(
  { vapourPascal, airCelsius }: BodyState,
  state: { weather: Weather; doorOpen: boolean; cooling: boolean; defrosting: boolean },
): number {
  const towards = (target: number, timeConstantSeconds: number): number =>
    (target - vapourPascal) * (1 - Math.exp(-STEP_SECONDS / timeConstantSeconds))
  const saturated = saturationPascal(airCelsius)
  let change = towards(0.85 * saturated, 5_400)
  if (state.doorOpen) change += towards(state.weather.vapourPascal, 400)
  if (state.cooling) change += Math.min(0, towards(saturationPascal(airCelsius - EVAPORATOR_BELOW_AIR_KELVIN), 900))
  if (state.defrosting) change += towards(0.95 * saturated, 900)
  return Math.min(Math.max(vapourPascal + change, 1), saturated)
}

export function relativeHumidity(state: BodyState): number {
  return Math.min(100, (100 * state.vapourPascal) / saturationPascal(state.sensedCelsius))
}

export function evaporatorCelsius(state: BodyState): number {
  if (state.defrostSeconds > 0) return 6 - state.defrostSeconds / 45
  return state.cooling ? state.airCelsius - EVAPORATOR_BELOW_AIR_KELVIN : state.airCelsius - 1
}
