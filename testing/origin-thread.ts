import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/** A server as in origin.ts, in a thread of its own, so that what is measured does not wait for its work. */
export type OriginThread = { url: string; close: () => Promise<void> }

export async function startOriginThread(version: string): Promise<OriginThread> {
  const worker = new Worker(new URL('./origin/worker.ts', import.meta.url), { workerData: version })
  const [url] = (await once(worker, 'message')) as [string]
  return {
    url,
    close: async () => {
      worker.postMessage('close')
      await once(worker, 'message')
      await worker.terminate()
    },
  }
}
