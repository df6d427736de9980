import fc from 'fast-check'
import { expect, test } from 'vitest'
import { WebSocketFrames } from './websocket-frames.ts'

function frame(length: number, masked: boolean): Buffer {
  const head =
    length < 126
      ? Buffer.from([0x82, length])
      : length < 65_536
        ? Buffer.from([0x82, 126, length >> 8, length & 255])
        : Buffer.from([
            0x82,
            127,
            0,
            0,
            0,
            0,
            length >>> 24,
            (length >> 16) & 255,
            (length >> 8) & 255,
            length & 255,
          ])
  if (masked) head[1] = (head[1] as number) | 0x80
  return Buffer.concat([head, Buffer.alloc(length + (masked ? 4 : 0), 0xff)])
}

test('a boundary is found behind each frame and nowhere else, however the bytes are cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(0, 1, 125, 126, 300, 65_535, 65_536), fc.boolean()), {
        minLength: 1,
        maxLength: 4,
      }),
      fc.array(fc.integer({ min: 1, max: 70_000 }), { maxLength: 20 }),
      (frames, cuts) => {
        const parts = frames.map(([length, masked]) => frame(length, masked))
        const ends = new Set<number>([0])
        let sum = 0
        for (const part of parts) ends.add((sum += part.length))
        const bytes = Buffer.concat(parts)
        const tracker = new WebSocketFrames()
        let at = 0
        for (const cut of [...cuts, bytes.length]) {
          const to = Math.min(bytes.length, at + cut)
          tracker.scan(bytes, at, to)
          at = to
          expect(tracker.atBoundary).toBe(ends.has(at))
        }
      },
    ),
  )
})

test('reading frame by frame stops at the end of each', () => {
  const bytes = Buffer.concat([frame(0, false), frame(300, true), frame(5, false)])
  const tracker = new WebSocketFrames()
  const ends = []
  for (let at = 0; at < bytes.length;) ends.push((at = tracker.scanFrame(bytes, at, bytes.length)))
  expect(ends).toEqual([2, 2 + 308, 2 + 308 + 7])
  expect(tracker.scanFrame(bytes, 2, 100)).toBe(100)
  expect(tracker.atBoundary).toBe(false)
  expect(tracker.scanFrame(bytes, 100, bytes.length)).toBe(310)
  expect(tracker.atBoundary).toBe(true)
})
