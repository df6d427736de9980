import { parentPort, workerData } from 'node:worker_threads'
import { startClients, type ClientOptions } from '../clients.ts'

// Clients in a thread of their own; the first message from outside stops them.

const clients = startClients(workerData as ClientOptions)

parentPort?.once('message', () => {
  void clients.stop().then((tallies) => parentPort?.postMessage(tallies))
})
