import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** The command of a tool: the project's own, as npm installs it, else the one on the PATH. */
export function toolProgram(folder: string, name: string): string {
  return findAbove(folder, [join('node_modules', '.bin', name)]) ?? name
}

/** The first of the files that is there, in the folder or the nearest one above it. */
export function findAbove(folder: string, files: readonly string[]): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = files.map((file) => join(at, file)).find((path) => existsSync(path))
    if (found !== undefined || dirname(at) === at) return found
  }
}
