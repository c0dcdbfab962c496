/** ΔH / R with the usual ΔH = 83.144 kJ/mol (USP <1160>) */
const ACTIVATION_KELVIN = 10_000
const ZERO_CELSIUS_KELVIN = 273.15

export type KeptKinetics = readonly [largestExponent: number, sum: number, durationMs: number]

/**
 * The one constant temperature that would have done the same harm as all of them (USP <1160>). It judges excursions; it
 * is no leave to make them, and says nothing of goods that must not freeze.
 */
export class MeanKineticTemperature {
  /** the warmest exponent so far is taken out of the sum, which would be 0 in floating point otherwise */
  #largest = Number.NEGATIVE_INFINITY
  #sum = 0
  #durationMs = 0

  add(temperatureCelsius: number, durationMs: number): void {
    if (durationMs <= 0) return
    const exponent = -ACTIVATION_KELVIN / (temperatureCelsius + ZERO_CELSIUS_KELVIN)
    if (exponent > this.#largest) {
      this.#sum *= Math.exp(this.#largest - exponent)
      this.#largest = exponent
    }
    this.#sum += durationMs * Math.exp(exponent - this.#largest)
    this.#durationMs += durationMs
  }

  /** As if everything had been added here that was added there. */
  merge({ kept: [largest, sum, durationMs] }: { readonly kept: KeptKinetics }): void {
    if (durationMs === 0) return
    if (largest > this.#largest) {
      this.#sum *= Math.exp(this.#largest - largest)
      this.#largest = largest
    }
    this.#sum += sum * Math.exp(largest - this.#largest)
    this.#durationMs += durationMs
  }

  /** Plain, for JSON; `merge` takes it back. Nothing added: the first number is 0 and says nothing. */
  get kept(): KeptKinetics {
    return this.#durationMs === 0 ? [0, 0, 0] : [this.#largest, this.#sum, this.#durationMs]
  }

  /** null: nothing was added */
  get celsius(): number | null {
    if (this.#durationMs === 0) return null
    return ACTIVATION_KELVIN / -(Math.log(this.#sum / this.#durationMs) + this.#largest) - ZERO_CELSIUS_KELVIN
  }
}
