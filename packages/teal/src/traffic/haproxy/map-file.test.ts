import fc from 'fast-check'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readMapEntry, writeMapEntry, type MapEntry } from './map-file.ts'

let folder: string
let file: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'teal-map-'))
  file = join(folder, 'teal.map')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const entry = (epoch: number): MapEntry => ({
  backend: 'shop_blue',
  epoch,
  since: '2026-01-02T03:04:05.678Z',
  releases: { blue: 'v1', green: null },
})

describe('the map file', () => {
  test('has no entry at first', () => {
    writeFileSync(file, '')
    expect(readMapEntry(file, 'shop')).toEqual({
      backend: null,
      epoch: 0,
      since: null,
      releases: { blue: null, green: null },
    })
  })

  test('takes over the entry a person made, where it stands', () => {
    writeFileSync(file, '# ours\nfirst a\nshop   old_backend\n\nlast z')
    expect(readMapEntry(file, 'shop').backend).toBe('old_backend')
    writeMapEntry(file, 'shop', entry(3))
    const lines = readFileSync(file, 'utf8').split('\n')
    expect([lines[0], lines[1], lines[3], lines[4], lines[5]]).toEqual([
      '# ours',
      'first a',
      'shop shop_blue',
      '',
      'last z',
    ])
    expect(readMapEntry(file, 'shop')).toEqual(entry(3))
  })

  test('keeps the epoch of an application that has no backend yet', () => {
    writeFileSync(file, '')
    writeMapEntry(file, 'shop', { ...entry(4), backend: null })
    expect(readMapEntry(file, 'shop')).toEqual({ ...entry(4), backend: null })
  })

  test('keeps two applications of Teal apart', () => {
    writeFileSync(file, '')
    writeMapEntry(file, 'shop', entry(3))
    writeMapEntry(file, 'shop2', { ...entry(9), backend: 'shop2_green' })
    writeMapEntry(file, 'shop', entry(4))
    expect(readMapEntry(file, 'shop')).toEqual(entry(4))
    expect(readMapEntry(file, 'shop2')).toEqual({ ...entry(9), backend: 'shop2_green' })
  })

  test('stops at a comment that somebody changed', () => {
    const damaged = '# teal {"key":"shop","epoch":"many"}\nshop shop_blue\n'
    writeFileSync(file, damaged)
    expect(() => readMapEntry(file, 'shop')).toThrow('was changed by somebody')
    expect(() => writeMapEntry(file, 'shop', entry(1))).toThrow('was changed by somebody')
    expect(readFileSync(file, 'utf8')).toBe(damaged)
  })

  test('says that it is missing', () => {
    expect(() => readMapEntry(join(folder, 'none.map'), 'shop')).toThrow(
      'the map file cannot be read',
    )
  })

  test('has lines of others, which stay as they are, each at its place', () => {
    const theirs = fc.oneof(
      fc.constantFrom('', '# a comment', '  # indented', '\t', 'shopping a', 'xshop b', 'é ü'),
      fc
        .tuple(fc.stringMatching(/^[a-z.]{1,8}$/), fc.stringMatching(/^[a-z_]{1,8}$/))
        .map(([key, backend]) => `${key === 'shop' ? 'other' : key}  ${backend} # said by me`),
    )
    fc.assert(
      fc.property(fc.array(theirs), fc.boolean(), fc.nat(), (lines, listed, place) => {
        const all = [...lines]
        if (listed) all.splice(place % (lines.length + 1), 0, 'shop shop_green')
        writeFileSync(file, all.map((line) => `${line}\n`).join(''))
        writeMapEntry(file, 'shop', { ...readMapEntry(file, 'shop'), epoch: 7 })
        writeMapEntry(file, 'shop', entry(7))
        writeMapEntry(file, 'shop', entry(8))
        const written = readFileSync(file, 'utf8').split('\n').slice(0, -1)
        const ours = (line: string): boolean => /^(# teal |shop )/.test(line)
        expect(written.filter((line) => !ours(line))).toEqual(lines)
        expect(written.filter(ours)).toHaveLength(2)
        if (listed) expect(written.findIndex(ours)).toBe(all.indexOf('shop shop_green'))
        expect(readMapEntry(file, 'shop')).toEqual(entry(8))
      }),
      { numRuns: 60 },
    )
  })
})
