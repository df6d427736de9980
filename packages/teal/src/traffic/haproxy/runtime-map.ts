import { TealError } from '../../model/error.ts'
import type { AskOne, RuntimeApi } from './runtime-api.ts'

// The map in HAProxy's memory: what really decides where users go.

export type RuntimeMap = {
  /** The command that asks for the entry, to be asked alone or with others. */
  query: string
  /** The backend in the answer to it; null when the map has no such entry. */
  read: (answer: string, signal: AbortSignal) => Promise<string | null>
  get: (signal: AbortSignal) => Promise<string | null>
  /** Returns when every thread of HAProxy routes by it. `before` is what the entry is now. */
  set: (before: string | null, backend: string, signal: AbortSignal, ask?: AskOne) => Promise<void>
}

export function openRuntimeMap(api: RuntimeApi, file: string, key: string): RuntimeMap {
  const query = `get map ${file} ${key}`

  const read = async (answer: string, signal: AbortSignal): Promise<string | null> => {
    if (answer.startsWith('Unknown map')) throw await unknownMap(api, file, key, signal)
    // type=str, case=sensitive, found=yes, idx=tree, key="shop", value="shop_blue", type="str"
    if (answer.includes(' found=no')) return null
    const [, found, backend] = /, key="([^"]*)", value="([^"]*)"/.exec(answer) ?? []
    if (found === key && backend !== undefined) return backend
    throw new TealError('failed', 'HAProxy answered in a way that Teal does not know', {
      lines: [`asked: ${query}`, `answered: ${answer}`],
      hint: `the map must compare whole strings: map(${file},<backend>), not map_beg and its like`,
    })
  }

  return {
    query,
    read,
    get: async (signal) => read(await api.ask(query, signal), signal),
    set: async (before, backend, signal, ask = api.ask) => {
      const command = `${before === null ? 'add' : 'set'} map ${file} ${key} ${backend}`
      const answer = await ask(command, signal)
      if (answer === '') return
      throw new TealError('failed', `HAProxy did not change its map: ${answer}`, {
        lines: [`asked: ${command}`],
        hint: 'run `teal status` to see where users are, and try again',
      })
    },
  }
}

async function unknownMap(
  api: RuntimeApi,
  file: string,
  key: string,
  signal: AbortSignal,
): Promise<TealError> {
  const answer = await api.ask('show map', signal)
  const maps = answer.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new TealError('usage', `HAProxy's configuration does not use the map ${file}`, {
    lines: [maps.length === 0 ? 'it uses none' : 'it uses:', ...maps],
    hint: `add to its frontend: use_backend %[str(${key}),map(${file},<backend>)]`,
  })
}
