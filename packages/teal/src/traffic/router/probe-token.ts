import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { messageOf, TealError } from '../../model/error.ts'

/**
 * The secret to which the router says which colour answers. It is one for the application and stays, so
 * that any number of processes may ask at once; only who can read the state directory knows it.
 */
export function probeToken(stateDirectory: string): string {
  const file = join(stateDirectory, 'router.probe-token')
  try {
    return readToken(file) ?? makeToken(file)
  } catch (error) {
    if (error instanceof TealError) throw error
    throw new TealError('failed', `the token of probes cannot be kept: ${messageOf(error)}`, {
      hint: `let the user Teal runs as read and write ${file}`,
      cause: error,
    })
  }
}

function readToken(file: string): string | null {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  if (/^[0-9a-f]{32}$/.test(text)) return text
  throw new TealError('failed', `${file} is not as Teal wrote it`, {
    hint: 'remove it, and Teal makes another',
  })
}

/** Of several who make one at once, the first to give it its name wins; it is whole by then. */
function makeToken(file: string): string {
  const draft = `${file}.${process.pid}.new`
  const token = randomBytes(16).toString('hex')
  writeFileSync(draft, token, { mode: 0o600, flush: true })
  try {
    linkSync(draft, file)
    return token
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return readFileSync(file, 'utf8')
  } finally {
    rmSync(draft, { force: true })
  }
}
