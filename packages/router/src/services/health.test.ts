import { waitFor } from '@teal/testing/wait'
import { expect, test } from 'vitest'
import { OK, RawOrigin } from '../testing/raw-origin.ts'
import { startTestRouter } from '../testing/test-router.ts'

test('the path of a check is asked for as it is', async () => {
  const origin = await RawOrigin.start((socket) => socket.write(OK))
  await using router = await startTestRouter([origin.url])
  for (const path of ['//[', '//elsewhere:1/up', '/up?a=b//c', '/../up']) {
    await router.client.putService('app', {
      epoch: 0,
      health: { path, intervalMs: 20, timeoutMs: 1_000 },
    })
    await waitFor(path, () => origin.text.includes(`GET ${path} HTTP/1.1\r\n`))
  }
  expect(origin.text).toContain(`Host: ${new URL(origin.url).host}\r\n`)
  await origin.stop()
})

test.each([
  [
    'another protocol',
    'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
  ],
  ['an answer that never begins', 'HTTP/1.1 100 Continue\r\n\r\n'],
  ['an endless head', `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(100_000)}\r\n`],
  ['no HTTP', 'what?\r\n\r\n'],
])(
  'an instance that answers its check with %s is not healthy, and is asked again',
  async (_, answer) => {
    let healthy = true
    const origin = await RawOrigin.start((socket) => {
      socket.write(healthy ? OK : answer)
    })
    await using router = await startTestRouter([origin.url])
    const health = { path: '/up', intervalMs: 20, timeoutMs: 100 }
    await router.client.putService('app', { epoch: 0, health })
    const found = async (): Promise<boolean | undefined> =>
      (await router.client.status()).services[0]?.colours.blue.instances[0]?.healthy
    await waitFor('it to be healthy', found)
    healthy = false
    await waitFor('it to be found', async () => (await found()) === false)
    healthy = true
    await waitFor('it to be back', found)
    expect(await found()).toBe(true)
    await origin.stop()
  },
)
