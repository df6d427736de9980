import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { TealError } from '../model/error.ts'
import { readApplication } from './config.ts'

// Golden files: fixtures/errors/*.yaml is what somebody wrote, the .txt beside it is all they are told.
// After a change of words, `npx vitest run packages/teal/src/config --update` writes the texts anew; then read them.

const fixtures = join(import.meta.dirname, 'fixtures', 'errors')
const environment = { EMPTY: '', SECRET_URL: 'postgres://shop:hunter2@db.example/shop' }

const scratch = mkdtempSync(join(tmpdir(), 'teal-config-'))
afterAll(() => rmSync(scratch, { recursive: true }))

function errorFor(directory: string, file?: string): TealError {
  try {
    readApplication({ directory, environment, ...(file === undefined ? {} : { file }) })
  } catch (error) {
    if (error instanceof TealError) return error
    throw error
  }
  throw new Error('there was no error')
}

function textOf({ kind, at, message, lines, hint }: TealError): string {
  return [
    `${kind}: ${at === undefined ? '' : `${at}: `}${message}`,
    ...(hint === undefined ? [] : [`  → ${hint}`]),
    ...lines.map((line) => `  ${line}`),
    '',
  ].join('\n')
}

describe('what is told of a broken file', () => {
  const names = readdirSync(fixtures).filter((name) => name.endsWith('.yaml'))
  for (const name of names) {
    test(basename(name, '.yaml').replaceAll('-', ' '), async () => {
      const error = errorFor(fixtures, name)
      expect(error.kind).toBe('usage')
      expect(error.at).toMatch(/^[\w-]+\.yaml:\d+:\d+$/)
      await expect(textOf(error).replaceAll(fixtures, '<here>')).toMatchFileSnapshot(
        join(fixtures, name.replace('.yaml', '.txt')),
      )
    })
  }
})

describe('what is told when there is no file', () => {
  test('to run teal init', () => {
    expect(errorFor(scratch)).toMatchObject({
      kind: 'usage',
      hint: '`teal init` writes one for what it finds here',
    })
  })

  test('which file was asked for', () => {
    expect(errorFor(scratch, 'other.yaml').message).toBe('there is no file other.yaml')
  })

  test('that it is a folder', () => {
    mkdirSync(join(scratch, 'folder'))
    expect(errorFor(scratch, 'folder').message).toBe('folder cannot be read: it is a folder')
  })

  test('that it is the folder one is in', () => {
    expect(errorFor(scratch, '.')).toMatchObject({
      message: '. cannot be read: it is a folder',
      hint: 'name the file in it: --file teal.yaml',
    })
  })

  test('that it is not UTF-8', () => {
    writeFileSync(join(scratch, 'latin1.yaml'), Buffer.from([0x61, 0x3a, 0x20, 0xe9]))
    expect(errorFor(scratch, 'latin1.yaml').hint).toBe('save it as UTF-8')
  })
})

describe('no text makes it throw anything but a TealError of kind usage', () => {
  const file = join(scratch, 'garbage.yaml')
  const holds = (text: string): void => {
    writeFileSync(file, text)
    try {
      readApplication({ directory: scratch, file, environment })
    } catch (error) {
      expect(error).toBeInstanceOf(TealError)
      expect((error as TealError).kind).toBe('usage')
      expect((error as TealError).message).not.toMatch(/undefined|\[object|NaN/)
    }
  }

  test('random letters', () => {
    const letters = fc.constantFrom(...'ab:{}[]-&*!|>\'"%@`#,?$ \n\t~<>=0.é'.split(''))
    fc.assert(fc.property(fc.string({ unit: letters, maxLength: 60 }), holds), { numRuns: 500 })
  })

  test('random values where real keys stand', () => {
    const keys =
      'application entrance store target traffic stages process router command ports blue green ' +
      'listen hosts health path timeout expand sql database validate checks http version approve ' +
      'environment watch errors for __proto__ constructor toString'
    const key = fc.constantFrom(...keys.split(' '))
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'medium', withCrossShrink: true },
        fc.constantFrom('off', 'on', 'shop', '5s', '/x', '127.0.0.1:1', '{{ port }}', '${EMPTY}'),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 5 }),
      ),
    }))
    const document = fc.record({
      application: fc.oneof(fc.constant('shop'), value),
      target: fc.oneof(value, fc.record({ process: value })),
      traffic: fc.oneof(value, fc.record({ router: value })),
      stages: fc.dictionary(key, value, { maxKeys: 5 }),
    })
    fc.assert(
      fc.property(document, (data) => holds(JSON.stringify(data))),
      { numRuns: 500 },
    )
  })
})
