import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { ClientKind, ClientOptions, RunningClients, Tally } from './clients.ts'

/** Clients as in clients.ts, in a thread of their own, so that they and what they measure do not wait for each other. */
export function startClientThread(options: ClientOptions): RunningClients {
  const worker = new Worker(new URL('./clients/worker.ts', import.meta.url), {
    workerData: options,
  })
  return {
    stop: async () => {
      worker.postMessage('stop')
      const [tallies] = (await once(worker, 'message')) as [Record<ClientKind, Tally>]
      await worker.terminate()
      return tallies
    },
  }
}
