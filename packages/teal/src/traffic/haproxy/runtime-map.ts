import { TealError } from '../../model/error.ts'
import type { RuntimeApi } from './runtime-api.ts'

// The map in HAProxy's memory: what really decides where users go.

export type RuntimeMap = {
  /** The backend that the key stands for; null when the map has no such entry. */
  get: (key: string, signal: AbortSignal) => Promise<string | null>
  /** Returns when every thread of HAProxy routes by it. */
  set: (key: string, backend: string, signal: AbortSignal) => Promise<void>
}

export function openRuntimeMap(ask: RuntimeApi, file: string): RuntimeMap {
  const get = async (key: string, signal: AbortSignal): Promise<string | null> => {
    const answer = await ask(`show map ${file}`, signal)
    if (answer.startsWith('Unknown map')) throw await unknownMap(ask, file, signal)
    for (const line of answer.split('\n')) {
      // `<address> <key> <value>`
      const [, found, backend] = line.split(' ')
      if (found === key && backend !== undefined) return backend
    }
    return null
  }
  return {
    get,
    set: async (key, backend, signal) => {
      const verb = (await get(key, signal)) === null ? 'add' : 'set'
      const command = `${verb} map ${file} ${key} ${backend}`
      const answer = await ask(command, signal)
      if (answer === '') return
      throw new TealError('failed', `HAProxy did not change its map: ${answer}`, {
        lines: [`asked: ${command}`],
        hint: 'run `teal status` to see where users are, and try again',
      })
    },
  }
}

async function unknownMap(ask: RuntimeApi, file: string, signal: AbortSignal): Promise<TealError> {
  const maps = (await ask('show map', signal)).split('\n').filter((line) => !line.startsWith('#'))
  return new TealError('usage', `HAProxy's configuration does not use the map ${file}`, {
    lines: [maps.length === 0 ? 'it uses none' : 'it uses:', ...maps],
    hint: `add to its frontend: use_backend %[str(<key>),map(${file},<backend>)]`,
  })
}
