import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { PassThrough } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { waitFor } from '@teal/testing/wait'
import { expect, test } from 'vitest'
import { Writer } from './writer.ts'

async function pair(): Promise<{ near: Socket; far: Socket; close: () => void }> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const near = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const [[far]] = (await Promise.all([once(server, 'connection'), once(near, 'connect')])) as [
    [Socket],
    unknown,
  ]
  near.on('error', () => {})
  const close = (): void => {
    near.destroy()
    far.destroy()
    server.close()
  }
  return { near, far, close }
}

test.each(['direct', 'through the stream'])('what is written %s arrives in order', async (way) => {
  const { near, far, close } = await pair()
  let drains = 0
  const writer = new Writer(near, () => drains++)
  if (way === 'direct') writer.goDirect()
  let received = 0
  let expected = 0
  let wrong = 0
  // Byte n of everything is n modulo 251, so that nothing can be lost or swapped unseen.
  const bytesFrom = (start: number, length: number): Buffer =>
    Buffer.from(Uint8Array.from({ length }, (_, i) => (start + i) % 251))
  let blocked = 0
  for (let i = 0; i < 400; i++) {
    const part = bytesFrom(expected, i % 3 === 0 ? 40_000 : 300)
    expected += part.length
    const more =
      i % 2 === 0 ? writer.text(part.toString('latin1')) : writer.bytes(part, 0, part.length)
    if (!more) blocked++
    if (i % 50 === 0) await setImmediate()
  }
  expect(blocked).toBeGreaterThan(0)
  // Direct writes leave the stream's own queue empty: a Node that no longer allows them fails here.
  expect(near.writableLength === 0).toBe(way === 'direct')
  far.on('data', (bytes) => {
    for (const byte of bytes) if (byte !== received++ % 251) wrong++
  })
  await waitFor('the rest', () => received >= expected)
  await setImmediate()
  expect(wrong).toBe(0)
  expect(drains).toBeGreaterThan(0)
  close()
})

// libuv may have written everything of a request that it has not completed: the kernel took one part of it,
// and the rest right after, since the reader made room in between. With a queue that always looks empty every
// request is such a one.
test('a request that is not completed is not used again, though nothing waits', async () => {
  const { near, far, close } = await pair()
  const { _handle: handle } = near as unknown as { _handle: { writeQueueSize: number } }
  Object.defineProperty(handle, 'writeQueueSize', { get: () => 0 })
  let drains = 0
  const writer = new Writer(near, () => drains++)
  writer.goDirect()
  const part = Buffer.alloc(65_536, 'x')
  let sent = 0
  let blocked = 0
  while (blocked < 8) {
    if (!(blocked % 2 === 0 ? writer.bytes(part, 0, part.length) : writer.text(part.toString())))
      blocked++
    sent += part.length
  }
  let received = 0
  far.on('data', ({ length }) => (received += length))
  await waitFor('everything', () => received >= sent && drains > 0)
  expect(received).toBe(sent)
  close()
})

test('everything is written before an end', async () => {
  const { near, far, close } = await pair()
  const writer = new Writer(near, () => {})
  writer.goDirect()
  const body = 'x'.repeat(8_000_000)
  expect(writer.text(body)).toBe(false)
  near.end()
  let received = 0
  far.on('data', (bytes) => (received += bytes.length))
  await once(far, 'end')
  expect(received).toBe(body.length)
  close()
})

test('writing to a connection that is gone destroys the stream and throws nothing', async () => {
  const { near, far, close } = await pair()
  const writer = new Writer(near, () => {})
  writer.goDirect()
  far.resetAndDestroy()
  const closed = once(near, 'close')
  writer.text('a')
  await closed
  expect(writer.text('b')).toBe(false)
  expect(near.destroyed).toBe(true)
  close()
})

test('a stream that is no socket is written to as a stream', async () => {
  const stream = new PassThrough()
  const writer = new Writer(stream, () => {})
  writer.goDirect()
  expect(writer.text('\xff')).toBe(true)
  writer.bytes(Buffer.from('abc'), 1, 2)
  stream.end()
  expect(Buffer.concat(await stream.toArray()).toString('latin1')).toBe('\xffb')
})
