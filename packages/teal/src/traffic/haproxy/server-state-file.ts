import { readFileSync } from 'node:fs'
import { messageOf, TealError } from '../../model/error.ts'
import { replaceUsersFile } from './users-file.ts'

/**
 * Puts the servers of one backend into the file from which HAProxy takes up its state when it starts; the
 * lines of other backends stay as they are.
 */
export function keepServerState(file: string, backend: string, state: string): void {
  const [version = '', header = '', ...servers] = state.trim().split('\n')
  const columns = header.replace(/^# /, '').split(' ')
  const operating = columns.indexOf('srv_op_state')
  const kept = servers.map((line) => {
    const values = line.split(' ')
    // Whether a server is up is for HAProxy's checks to find out anew, and not what they once found.
    values[operating] = '2'
    return values.join(' ')
  })
  const others = linesOf(file).filter((line) => {
    const isServer = /^\d+ /.test(line)
    return isServer && line.split(' ')[1] !== backend
  })
  replaceUsersFile(file, `${[version, header, ...others, ...kept].join('\n')}\n`)
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw new TealError('failed', `the server-state file cannot be read: ${messageOf(error)}`, {
      hint: `let the user Teal runs as read ${file}`,
      cause: error,
    })
  }
}
