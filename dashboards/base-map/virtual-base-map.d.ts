declare module 'virtual:base-map' {
  /** absolute addresses of GeoJSON files */
  export const baseMapFiles: Readonly<Record<'countries' | 'provinces' | 'land' | 'borders' | 'names', string>>
}
