import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@teal/testing/ports'
import { waitFor } from '@teal/testing/wait'
import { connectRouter, type RouterClient } from '../client.ts'

/** `teal router` as a process of its own. */
export type RouterProcess = {
  port: number
  client: RouterClient
  /** Of the admin API. */
  socket: string
  child: ChildProcess
  /** Ends whatever process is the router now. */
  stop: () => Promise<void>
}

const BIN = join(import.meta.dirname, '../../bin/router.js')

export async function startRouterProcess(
  blue: string,
  green: string,
  more: string[] = [],
): Promise<RouterProcess> {
  const directory = mkdtempSync(join(tmpdir(), 'teal-router-'))
  const port = await freePort()
  const socket = join(directory, 'router.sock')
  const argv = [BIN, '--listen', `127.0.0.1:${port}`, '--blue', blue, '--green', green]
  argv.push('--admin', socket, '--state', join(directory, 'state.json'), ...more)
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...argv], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const client = connectRouter(socket)
  await waitFor('the router to answer', async () => {
    try {
      return await client.status()
    } catch {
      return null
    }
  })
  return {
    port,
    client,
    socket,
    child,
    stop: async () => {
      const { pid } = await client.status()
      client.close()
      process.kill(pid, 'SIGTERM')
      await waitFor('the router to end', () => !isAlive(pid))
      if (child.pid !== undefined && isAlive(child.pid)) child.kill('SIGKILL')
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  // One that has ended may still stand there, for a parent that does not look.
  const status = `/proc/${pid}/status`
  return !existsSync(status) || !/^State:\s+Z/m.test(readFileSync(status, 'latin1'))
}
