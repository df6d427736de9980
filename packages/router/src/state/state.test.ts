import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newRecord, type ServiceRecord } from '../services/settings.ts'
import { StateStore } from './state.ts'

// What was acknowledged comes back, however the router ended.

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teal-state-'))
  path = join(folder, 'state.json')
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const SINCE = new Date(0).toISOString()
const service = (
  name: string,
  epoch: number,
  more: Partial<ServiceRecord> = {},
): ServiceRecord => ({
  ...newRecord(name),
  since: SINCE,
  secret: 'ff',
  epoch,
  ...more,
})

/** A router's life with the store: every change is one of all services. */
class Life {
  readonly store = new StateStore(path)
  all = this.store.read()

  change(changed: ServiceRecord): void {
    this.all = [...this.all.filter(({ name }) => name !== changed.name), changed]
    this.store.save(changed, this.all)
  }
}

const sorted = (services: ServiceRecord[]): ServiceRecord[] =>
  services.toSorted((a, b) => a.name.localeCompare(b.name))
const read = (): ServiceRecord[] => sorted(new StateStore(path).read())
const journal = (): string => `${path}.journal`

test('no files are an empty state', () => {
  expect(new StateStore(path).read()).toEqual([])
})

const changes = fc.array(
  fc.record({
    name: fc.constantFrom('shop', 'blog', 'naïve'),
    epoch: fc.nat(),
    restart: fc.constantFrom('no', 'crash', 'peace'),
  }),
  { minLength: 1, maxLength: 12 },
)

test('every change comes back after a crash, and after an end in peace', () => {
  fc.assert(
    fc.property(changes, (list) => {
      rmSync(folder, { recursive: true, force: true })
      let life = new Life()
      for (const { name, epoch, restart } of list) {
        life.change(service(name, epoch))
        expect(read()).toEqual(sorted(life.all))
        if (restart === 'no') continue
        if (restart === 'peace') life.store.close(life.all)
        life = new Life()
      }
    }),
    { numRuns: 20 },
  )
})

test('a line that was torn is not there, and all before it are', () => {
  const life = new Life()
  for (let epoch = 0; epoch < 5; epoch++) life.change(service('shop', epoch))
  const whole = readFileSync(journal())
  const start = whole.lastIndexOf('\n', whole.lastIndexOf('\n') - 1) + 1
  const end = whole.lastIndexOf('\n') + 1
  fc.assert(
    fc.property(fc.integer({ min: start, max: end - 1 }), fc.boolean(), (cut, zeros) => {
      const torn = Buffer.from(whole)
      // What was there before: nothing yet, or something older.
      torn.fill(zeros ? 0 : 'old', cut, end)
      writeFileSync(journal(), torn)
      expect(read()[0]?.epoch).toBe(3)
    }),
  )
})

test('a line that is damaged though others follow is an error, and not an older state', () => {
  const life = new Life()
  for (let epoch = 0; epoch < 5; epoch++) life.change(service('shop', epoch))
  const bytes = readFileSync(journal())
  bytes[200] = (bytes[200] as number) ^ 1
  writeFileSync(journal(), bytes)
  expect(() => read()).toThrow(/state\.json\.journal is damaged/)
})

test('a state file without its journal is an error', () => {
  new Life().change(service('shop', 1))
  rmSync(journal())
  expect(() => read()).toThrow(/state\.json\.journal/)
})

test('lines of before the state file was replaced count no more', () => {
  const life = new Life()
  for (let epoch = 0; epoch < 5; epoch++) life.change(service('shop', epoch))
  life.store.restart()
  life.change(service('shop', 9))
  expect(read()[0]?.epoch).toBe(9)
  life.change(service('shop', 10))
  expect(read()[0]?.epoch).toBe(10)
})

test('a journal that is full is begun anew', () => {
  const life = new Life()
  const assetPaths = [`/${'x'.repeat(100_000)}`]
  for (let epoch = 0; epoch < 25; epoch++) life.change(service('shop', epoch, { assetPaths }))
  expect(read()[0]?.epoch).toBe(24)
  expect(readFileSync(journal())).toHaveLength(1_048_576)
})

test('a service that is longer than the journal is kept all the same', () => {
  const life = new Life()
  const assetPaths = [`/${'x'.repeat(1_100_000)}`]
  for (let epoch = 0; epoch < 3; epoch++) life.change(service('shop', epoch, { assetPaths }))
  expect(read()[0]?.epoch).toBe(2)
})

test('the state file of a router without a journal is read, and left for one after an end in peace', () => {
  const before = [service('shop', 1)]
  writeFileSync(path, JSON.stringify({ version: 1, services: before }))
  expect(read()).toEqual(before)
  const life = new Life()
  life.change(service('shop', 2))
  life.change(service('shop', 3))
  // Until then such a router must refuse it: what it knows is older.
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ version: 2 })
  life.store.close(life.all)
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ version: 1, services: life.all })
})

test('when the disk refuses, the caller is told, and what was there stays', () => {
  const life = new Life()
  life.change(service('shop', 1))
  life.store.restart()
  mkdirSync(`${path}.next`)
  expect(() => life.change(service('shop', 2))).toThrow(/cannot write the state file/)
  expect(read()[0]?.epoch).toBe(1)
  rmSync(`${path}.next`, { recursive: true })
  life.change(service('shop', 3))
  expect(read()[0]?.epoch).toBe(3)
})

test('only the owner may read the files: there are secrets in them', () => {
  new Life().change(service('shop', 1))
  for (const file of [path, journal()]) expect(statSync(file).mode & 0o777).toBe(0o600)
})
