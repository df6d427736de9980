import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CheckSettings } from '../model/application.ts'
import { ask } from '../system/ask.ts'
import { execute } from '../system/execute.ts'
import type { CheckResult } from './check.ts'
import { checkRelease } from './registry.ts'

const pages: Record<string, { status?: number; body: string }> = {
  '/': { body: 'welcome to v2' },
  '/version': { body: 'v2\n' },
  '/json': { body: JSON.stringify({ build: { version: 'v2', number: 7 } }) },
  '/broken': { body: '{"build":' },
  '/error': { status: 500, body: 'oh' },
  '/moved': { status: 302, body: '' },
}

let server: Server
let url: string
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/hang') return
    if (request.url === '/cut')
      return void response
        .writeHead(200, { 'content-length': 9 })
        .write('half', () => response.destroy())
    const { status = 200, body } = pages[request.url ?? ''] ?? { status: 404, body: '' }
    response.writeHead(status, { 'x-method': request.method ?? '' }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  url = typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : ''
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

function run(settings: CheckSettings, signal = new AbortController().signal): Promise<CheckResult> {
  const values = { version: 'v2', colour: 'green', url } as const
  return checkRelease(settings, {
    values,
    url,
    directory: tmpdir(),
    environment: {},
    ask,
    execute,
    signal,
  })
}

const http = (
  path: string,
  more: Partial<{ status: number; contains: string; timeoutMs: number }> = {},
): CheckSettings => ({
  http: {
    path,
    method: 'GET',
    headers: {},
    status: 200,
    contains: null,
    timeoutMs: 2_000,
    ...more,
  },
})
const version = (path: string, field: string | null = null): CheckSettings => ({
  version: { path, field, timeoutMs: 2_000 },
})
const command = (...argv: string[]): CheckSettings => ({
  command: { command: argv, environment: { EXTRA: '{{ colour }}' }, timeoutMs: 5_000 },
})

describe('checks', () => {
  it.each<[string, CheckSettings, boolean, RegExp]>([
    ['a page', http('/'), true, /GET .*\/ answered 200/],
    ['a text from the release', http('/', { contains: 'to {{ release.version }}' }), true, /200/],
    ['a text that is not there', http('/', { contains: 'v3' }), false, /without "v3"/],
    ['another status', http('/error'), false, /answered 500, wanted 200/],
    ['a redirect, which is an answer', http('/moved', { status: 302 }), true, /302/],
    [
      'an answer that never comes',
      http('/hang', { timeoutMs: 50 }),
      false,
      /no whole answer within 50 ms/,
    ],
    ['an answer that breaks off', http('/cut'), false, /aborted|terminated/],
    ['the version as the body', version('/version'), true, /says v2/],
    ['the version in JSON', version('/json', 'build.version'), true, /says v2/],
    ['another version', version('/json', 'build.number'), false, /says version "7", wanted v2/],
    ['no such field', version('/json', 'build.nope.deeper'), false, /says no version, wanted v2/],
    ['broken JSON', version('/broken', 'build'), false, /says no version/],
    ['no version page', version('/nope'), false, /answered 404/],
    ['a command', command('true'), true, /`true` exited with 0/],
    ['a command that fails', command('sh', '-c', 'exit 3'), false, /exited with 3/],
    ['a command that is not there', command('no-such-command-here'), false, /was not found/],
  ])('%s', async (_, settings, passes, text) => {
    const result = await run(settings)
    expect(result.text).toMatch(text)
    expect(result.passes).toBe(passes)
  })

  it('gives a command the URL, the variables and the release, and keeps its output', async () => {
    const result = await run(
      command('sh', '-c', 'echo $TEAL_URL $EXTRA $0', '{{ release.version }}'),
    )
    expect(result.lines).toEqual([`${url} green v2`])
  })

  it('never gives arguments to a shell', async () => {
    const result = await run(command('echo', '$(id); `id` {{ colour }}'))
    expect(result.lines).toEqual(['$(id); `id` green'])
  })

  it('ends with its signal', async () => {
    const reason = new Error('enough')
    await expect(run(http('/hang'), AbortSignal.abort(reason))).rejects.toBe(reason)
    await expect(run(command('sleep', '60'), AbortSignal.abort(reason))).rejects.toBe(reason)
  })
})
