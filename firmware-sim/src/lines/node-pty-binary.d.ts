/** The part of the exactly pinned node-pty that opens a bare pair of descriptors; its own types leave it out. */
declare module '@lydell/node-pty/requireBinary.js' {
  type PtyBinary = {
    readonly open: (columns: number, rows: number) => { master: number; slave: number; pty: string }
  }
  export function requireBinary(file: 'pty.node'): PtyBinary
}
