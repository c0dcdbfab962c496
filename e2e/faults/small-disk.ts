import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs'

const SIZE = '48M'

/** A disk of a recorder's own, which can be filled, and of which one knows what it really holds. */
export interface SmallDisk {
  /**
   * Keeps what the disk holds by now: what was written and not synced is in the kernel's memory and not in it. False: it is
   * a piece of memory, of which that cannot be told.
   */
  snapshot(): boolean
  /** The disk is what it was at the last snapshot; nobody may have anything of it open. */
  restore(): void
  unmount(): void
}

/** Where this process may mount: to be called before anything is written there. null: it may not. */
export function mountSmallDisk(directory: string): SmallDisk | null {
  mkdirSync(directory, { recursive: true })
  return mountImage(directory) ?? mountMemory(directory)
}

const quietly = (command: string, ...args: string[]): void => void execFileSync(command, args, { stdio: 'ignore' })

/** A file system in a file: what the kernel has written back stands in the file, and nothing else. */
function mountImage(directory: string): SmallDisk | null {
  const image = `${directory}.image`
  const kept = `${directory}.kept`
  const mount = (): void => {
    quietly('mount', '-o', 'loop', image, directory)
    quietly('chmod', '700', directory)
  }
  try {
    quietly('truncate', '-s', SIZE, image)
    quietly('mkfs.ext4', '-q', '-m', '0', image)
    mount()
  } catch {
    rmSync(image, { force: true })
    return null
  }
  return {
    snapshot() {
      copyFileSync(image, kept)
      return true
    },
    restore() {
      if (!existsSync(kept)) throw new Error(`nothing was kept of ${image}`)
      quietly('umount', directory)
      // another file: the one of before may still be written to
      rmSync(image)
      quietly('mv', kept, image)
      mount()
    },
    unmount: () => quietly('umount', '--lazy', directory),
  }
}

function mountMemory(directory: string): SmallDisk | null {
  try {
    quietly('mount', '-t', 'tmpfs', '-o', `size=${SIZE},mode=700`, 'coldrx-soak', directory)
  } catch {
    return null
  }
  return {
    snapshot: () => false,
    restore: () => undefined,
    unmount: () => quietly('umount', '--lazy', directory),
  }
}
