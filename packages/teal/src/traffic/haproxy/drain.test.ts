import { describe, expect, test } from 'vitest'
import { drainBackend } from './drain.ts'
import type { RuntimeApi } from './runtime-api.ts'

const { signal } = new AbortController()

/** An HAProxy with that many requests under way at each look, that writes down what it was told. */
function haproxy(inFlight: number[]) {
  const told: string[] = []
  const ask = async (command: string): Promise<string> => {
    if (command === 'show stat') {
      return `# pxname,svname,scur,stot\nshop_blue,BACKEND,${inFlight.shift() ?? 0},9`
    }
    if (command === 'show servers state shop_blue') {
      return '1\n# srv_name srv_addr srv_port srv_op_state srv_admin_state\ns1 127.0.0.1 9001 2 0\ns2 127.0.0.1 9002 2 0'
    }
    told.push(command)
    return ''
  }
  const api: RuntimeApi = {
    ask,
    askAll: () => Promise.reject(new Error('a drain asks one thing at a time')),
    prepare: () => {
      throw new Error('a drain asks when it wants to know')
    },
  }
  return { api, told }
}

const idle = <T>(act: () => Promise<T>): Promise<T> => act()

describe('a drain', () => {
  test('closes nothing when all is finished in time', async () => {
    const { api, told } = haproxy([2, 1, 0])
    expect(await drainBackend(api, 'shop_blue', 10_000, idle, signal)).toEqual({ closed: 0 })
    expect(told).toEqual([])
  })

  test('closes on every server what is left at the deadline', async () => {
    const { api, told } = haproxy([3, 0])
    expect(await drainBackend(api, 'shop_blue', 0, idle, signal)).toEqual({ closed: 3 })
    expect(told).toEqual([
      'shutdown sessions server shop_blue/s1',
      'shutdown sessions server shop_blue/s2',
    ])
  })

  test('closes nothing when users come back between the last look and the closing', async () => {
    const { api, told } = haproxy([3, 3, 3])
    let looks = 0
    const whileIdle = <T>(act: () => Promise<T>): Promise<T> => {
      looks += 1
      return looks === 1 ? act() : Promise.reject(new Error('blue is active'))
    }
    await expect(drainBackend(api, 'shop_blue', 0, whileIdle, signal)).rejects.toThrow('is active')
    expect(told).toEqual([])
  })

  test('does nothing outside of what keeps its backend idle', async () => {
    const { api, told } = haproxy([3, 0])
    let held = false
    const whileIdle = async <T>(act: () => Promise<T>): Promise<T> => {
      held = true
      const result = await act()
      held = false
      return result
    }
    const watched: RuntimeApi = {
      ...api,
      ask: (command, abort) => {
        expect(held, command).toBe(true)
        return api.ask(command, abort)
      },
    }
    await drainBackend(watched, 'shop_blue', 0, whileIdle, signal)
    expect(told).toHaveLength(2)
  })

  test('ends when its stage is given up', async () => {
    const { api } = haproxy([1])
    const stop = new AbortController()
    const drained = drainBackend(api, 'shop_blue', 60_000, idle, stop.signal)
    stop.abort(new Error('given up'))
    await expect(drained).rejects.toThrow('given up')
  })
})
