/** Strokes on a grid of 24 × 24. Each shape differs in outline, so that it can be told apart without its colour. */
export const ICONS = {
  check: 'M4 12.5l5.5 5.5L20 7',
  alarm: 'M12 3L2.5 20h19L12 3zM12 9.5v5M12 17.4v.1',
  attention: 'M12 2.5L21.5 12 12 21.5 2.5 12 12 2.5zM12 7.8v5M12 15.8v.1',
  question: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM9.3 9.6a2.7 2.7 0 1 1 4.1 2.3c-.9.6-1.4 1-1.4 2.1M12 17v.1',
  offline:
    'M3 3l18 18M5 12.5a10 10 0 0 1 3.5-2.3M2 8.8A15 15 0 0 1 6 6.3M13 7a10.5 10.5 0 0 1 9 1.8M16.5 11.2l2.5 1.3M8.5 16a5 5 0 0 1 5.5-.8M12 20v.1',
  online: 'M2 8.8a15 15 0 0 1 20 0M5 12.5a10 10 0 0 1 14 0M8.5 16a5 5 0 0 1 7 0M12 20v.1',
  clock: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM12 7v5l3.5 2',
  doorOpen: 'M3 21h18M6 21V4l9-1.5V21M15 5h3v16M12 11.5v2',
  doorClosed: 'M3 21h18M6 21V3h12v18M14.5 11.5v2',
  power: 'M13 2L5 13.5h6L10 22l9-12h-6l0-8z',
  powerOff: 'M3 3l18 18M9.4 7L13 2l-.8 7.9h5.9l-1.7 2.3M15 14.9L10 22l1-8.5H5l2.6-3.6',
  pin: 'M12 21.5c4.5-5 7-8.4 7-11.5a7 7 0 1 0-14 0c0 3.1 2.5 6.5 7 11.5zM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  record: 'M12 20a8 8 0 1 1 0-16 8 8 0 0 1 0 16zM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  back: 'M20 12H4M10.5 5.5L4 12l6.5 6.5',
  sun: 'M12 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6L19 19M19 5l-1.4 1.4M6.4 17.6L5 19',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z',
  live: 'M3 12h4l2.5-7 5 14 2.5-7h4',
} as const

export type IconName = keyof typeof ICONS
