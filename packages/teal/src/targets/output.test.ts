import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  lastLines,
  lastReleases,
  linesFrom,
  openOutput,
  outputFile,
  rotateOutput,
} from './output.ts'

let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'teal-output-'))
})

afterEach(() => rmSync(directory, { recursive: true, force: true }))

const names = (): string[] => readdirSync(directory).toSorted((a, b) => a.localeCompare(b))

/** A file as it would be if it had last been written so many seconds ago. */
function age(name: string, seconds: number): void {
  const at = new Date(Date.now() - seconds * 1000)
  utimesSync(join(directory, name), at, at)
}

test('a folder that is not there has no output', () => {
  const nowhere = join(directory, 'nowhere')
  rotateOutput(nowhere)
  expect(lastLines(nowhere, 'blue-1', 'v1', 10)).toEqual([])
  expect(lastReleases(nowhere)).toEqual(new Map())
})

test('rotates under the hands of a writer, and loses no line', () => {
  const file = outputFile(directory, 'blue-1', 'v1')
  const writer = openOutput(directory, file)
  for (let line = 1; line <= 10; line++) writeSync(writer, `line ${line}\n`)
  rotateOutput(directory, { bytes: 50, files: 5 })
  expect(readFileSync(file, 'utf8')).toBe('')
  for (let line = 11; line <= 12; line++) writeSync(writer, `line ${line}\n`)
  closeSync(writer)
  // At offset 0 and not behind a hole where it was before.
  expect(readFileSync(file, 'utf8')).toBe('line 11\nline 12\n')
  expect(lastLines(directory, 'blue-1', 'v1', 4)).toEqual([
    'line 9',
    'line 10',
    'line 11',
    'line 12',
  ])
})

test('leaves a file that is small enough', () => {
  const file = outputFile(directory, 'blue-1', 'v1')
  writeFileSync(file, 'x'.repeat(50))
  rotateOutput(directory, { bytes: 50, files: 5 })
  expect(names()).toEqual(['blue-1.v1.log'])
})

test('keeps the end of a file that grew far beyond', () => {
  writeFileSync(outputFile(directory, 'blue-1', 'v1'), `${'x'.repeat(100_000)}end`)
  rotateOutput(directory, { bytes: 10, files: 5 })
  expect(lastLines(directory, 'blue-1', 'v1', 1)).toEqual(['xxxxxxxend'])
})

test('keeps so many files of each instance, the newest, whatever their release', () => {
  for (const instance of ['blue-1', 'blue-10']) {
    for (const release of [1, 2, 3, 4, 5, 6]) {
      const file = outputFile(directory, instance, `v${release}`)
      writeFileSync(file, 'output\n')
      age(`${instance}.v${release}.log`, 100 - release)
    }
  }
  rotateOutput(directory, { bytes: 50, files: 2 })
  expect(names()).toEqual(
    ['blue-1', 'blue-10'].flatMap((id) => [`${id}.v4.log`, `${id}.v5.log`, `${id}.v6.log`]),
  )
})

test('tells releases apart, also such whose names begin alike', () => {
  writeFileSync(outputFile(directory, 'blue-1', 'v1'), 'of v1\n')
  writeFileSync(outputFile(directory, 'blue-1', 'v1.5'), 'of v1.5\n')
  writeFileSync(outputFile(directory, 'blue-1', 'v1.log'), 'of v1.log\n')
  expect(lastLines(directory, 'blue-1', 'v1', 10)).toEqual(['of v1'])
  expect(lastLines(directory, 'blue-1', 'v1.5', 10)).toEqual(['of v1.5'])
  age('blue-1.v1.log', 1)
  age('blue-1.v1.log.log', 2)
  expect(lastReleases(directory)).toEqual(new Map([['blue-1', 'v1.5']]))
})

test('reads a line that has no end yet, and none twice', () => {
  const file = outputFile(directory, 'blue-1', 'v1')
  writeFileSync(file, 'one\ntwo\r\n\nthr')
  expect(linesFrom(file, 0)).toEqual(['one', 'two', '', 'thr'])
  expect(linesFrom(file, 4)).toEqual(['two', '', 'thr'])
  appendFileSync(file, 'ee\n')
  expect(lastLines(directory, 'blue-1', 'v1', 1)).toEqual(['three'])
})
