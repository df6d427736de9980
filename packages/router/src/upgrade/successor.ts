import { spawn, type ChildProcess } from 'node:child_process'
import { RouterError } from '../errors.ts'
import type { Descriptors } from '../messages.ts'
import type { ServiceRecord } from '../services/settings.ts'
import type { ColourIndex } from '../switchboard/routing-word.ts'
import { DESCRIPTORS, type ToPredecessor, type ToSuccessor } from './messages.ts'

const START_MS = 60_000
/** Behind stdin, stdout, stderr and the channel. */
const FIRST_DESCRIPTOR = 4

/** What the old process lets the new one ask of it. */
export type Handover = {
  records: ServiceRecord[]
  descriptors: Descriptors
  closeAdmin: () => Promise<void>
  follow: (records: ServiceRecord[]) => Promise<void>
  inFlight: (service: string, colour: ColourIndex) => Promise<number>
  cut: (service: string, colour: ColourIndex) => Promise<number>
}

/**
 * Starts this program anew, with the same arguments, and hands the listening sockets over. Resolves to the
 * new process's id when it is the router. When it does not come up, or `ending` says that this process is to
 * end, it is ended and this process goes on as if nothing had been.
 */
export async function startSuccessor(handover: Handover, ending: AbortSignal): Promise<number> {
  const { plain, tls } = handover.descriptors
  const passed: Descriptors = {
    plain: plain.map((_, i) => FIRST_DESCRIPTOR + i),
    tls: tls.map((_, i) => FIRST_DESCRIPTOR + plain.length + i),
  }
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc', ...plain, ...tls],
    env: { ...process.env, [DESCRIPTORS]: JSON.stringify(passed) },
  })
  const tell = (message: ToSuccessor): void => {
    child.send(message, () => {
      // An error means that it has ended, which 'exit' says too.
    })
  }
  const taken = new Promise<void>((resolve, reject) => {
    child.on('message', (message: ToPredecessor) => {
      if (message.kind === 'done') resolve()
      else void answer(message, handover, tell)
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      reject(new Error(`it ended with ${signal ?? code}`))
    })
    ending.addEventListener('abort', () => reject(new Error('this one is to end')))
    setTimeout(() => reject(new Error(`it was not ready within ${START_MS} ms`)), START_MS).unref()
  })
  tell({ kind: 'begin', records: handover.records })
  try {
    await taken
  } catch (cause) {
    child.kill('SIGKILL')
    throw new RouterError('internal', `the new router did not take over: ${String(cause)}`, {
      cause,
    })
  }
  letGo(child)
  return child.pid as number
}

/** The new process lives on when this one ends. */
function letGo(child: ChildProcess): void {
  child.unref()
  child.channel?.unref()
}

async function answer(
  message: Exclude<ToPredecessor, { kind: 'done' }>,
  handover: Handover,
  tell: (message: ToSuccessor) => void,
): Promise<void> {
  switch (message.kind) {
    case 'serving':
      await handover.closeAdmin()
      tell({ kind: 'admin-free' })
      break
    case 'follow':
      await handover.follow(message.records)
      tell({ kind: 'answer', id: message.id, value: 0 })
      break
    case 'in-flight':
      tell({
        kind: 'answer',
        id: message.id,
        value: await handover.inFlight(message.service, message.colour),
      })
      break
    case 'cut':
      tell({
        kind: 'answer',
        id: message.id,
        value: await handover.cut(message.service, message.colour),
      })
  }
}
