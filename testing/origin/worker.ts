import { parentPort, workerData } from 'node:worker_threads'
import { startOrigin } from '../origin.ts'

// A server in a thread of its own; it says where it is, and the first message from outside closes it.

const origin = await startOrigin(workerData as string)

parentPort?.once('message', () => {
  void origin.close().then(() => parentPort?.postMessage('closed'))
})
parentPort?.postMessage(origin.url)
