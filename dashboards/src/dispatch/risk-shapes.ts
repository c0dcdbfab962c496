import type { Risk } from './truck-view.ts'

/** On a grid of 24 × 24: an outline that is filled with the risk's colour, and a white sign. The outlines alone tell the risks apart. */
export const RISK_SHAPES: Readonly<Record<Risk, { readonly outline: string; readonly sign: string }>> = {
  alarm: { outline: 'M12 1.5L23 21.5H1z', sign: 'M12 8.5v6.5M12 18v.2' },
  out: { outline: 'M12 1.5L23 21.5H1z', sign: 'M12 18.5v-9M8.5 12.5L12 9l3.5 3.5' },
  unrecorded: { outline: 'M7.5 1.5h9l6 6v9l-6 6h-9l-6-6v-9z', sign: 'M8 12h8' },
  silent: { outline: 'M3 3h18v18H3z', sign: 'M7.5 7.5l9 9M16.5 7.5l-9 9' },
  fault: {
    outline: 'M12 1.5a10.5 10.5 0 1 1 0 21 10.5 10.5 0 0 1 0-21z',
    sign: 'M9 9.2a3 3 0 1 1 4.4 2.6c-1 .6-1.4 1.1-1.4 2.2M12 17.6v.2',
  },
  attention: { outline: 'M12 .5L23.5 12 12 23.5.5 12z', sign: 'M12 6.5v7M12 17v.2' },
  fine: { outline: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16z', sign: '' },
}
