import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectRouter, type RouterClient } from '../client.ts'
import { startRouter, type RouterOptions, type RunningRouter } from '../run-router.ts'

/** A router in this process, with a client for it, in a directory of its own. */
export type TestRouter = {
  port: number
  directory: string
  socket: string
  client: RouterClient
  running: RunningRouter
  stop: () => Promise<void>
  [Symbol.asyncDispose]: () => Promise<void>
}

/** Starts a router whose service `app` has these instances and is on blue. */
export async function startTestRouter(
  blue: string[],
  green: string[] = [],
  options: Partial<RouterOptions> = {},
): Promise<TestRouter> {
  const directory = mkdtempSync(join(tmpdir(), 'teal-router-'))
  const socket = join(directory, 'router.sock')
  const running = await startRouter({
    listen: { host: '127.0.0.1', port: 0 },
    admin: { socket },
    statePath: join(directory, 'state.json'),
    closeDeadlineMs: 500,
    ...options,
  })
  const client = connectRouter(socket)
  await client.putService('app', { epoch: 0 })
  await client.putColour('app', 'blue', { epoch: 0, release: 'v1', instances: blue })
  await client.putColour('app', 'green', { epoch: 0, release: 'v2', instances: green })
  if (blue.length > 0) await client.switch('app', { epoch: 0, to: 'blue' })
  const stop = async (): Promise<void> => {
    client.close()
    await running.close()
    rmSync(directory, { recursive: true, force: true })
  }
  return {
    port: Number(running.listen.split(':').at(-1)),
    directory,
    socket,
    client,
    running,
    stop,
    [Symbol.asyncDispose]: stop,
  }
}
