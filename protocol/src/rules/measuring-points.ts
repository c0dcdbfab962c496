/** Any of these is a space of its own that GSP Annex 3 wants measured. */
export type MeasuredSpace =
  | { readonly kind: 'truck'; readonly volumeCubicMetres: number }
  | { readonly kind: 'room'; readonly floorAreaSquareMetres: number; readonly coldStore: boolean }
  | { readonly kind: 'box' }

const FEWEST_OF_A_SPACE = 2
/** GSP Annex 3: how much the first two points cover, and each further one, begun parts counting as whole. */
const TRUCK_CUBIC_METRES = 20
const COLD_STORE_SQUARE_METRES = 100
const WAREHOUSE_SQUARE_METRES = 300

/** The fewest measuring points that GSP Annex 3 wants in a compartment, zone of a room, or box. */
export function measuringPointsRequired(space: MeasuredSpace): number {
  switch (space.kind) {
    case 'truck':
      return pointsFor(space.volumeCubicMetres, TRUCK_CUBIC_METRES)
    case 'room':
      return pointsFor(
        space.floorAreaSquareMetres,
        space.coldStore ? COLD_STORE_SQUARE_METRES : WAREHOUSE_SQUARE_METRES,
      )
    case 'box':
      return 1
  }
}

function pointsFor(size: number, step: number): number {
  return FEWEST_OF_A_SPACE + Math.max(0, Math.ceil((size - step) / step))
}
