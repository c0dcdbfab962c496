export interface Column<Row> {
  readonly key: string
  readonly label: string
  /** what stands in the cell where the table is given no slot for it */
  readonly text?: (row: Row) => string
  /** `end`: numbers */
  readonly align?: 'start' | 'end'
}
