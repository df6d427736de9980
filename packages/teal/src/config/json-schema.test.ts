import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { renderJsonSchema, schemaFile } from './json-schema.ts'

const written = readFileSync(schemaFile, 'utf8')
const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(JSON.parse(written))

test('the schema that is written down is the one the file is read by (npm run schema)', async () => {
  expect(written).toBe(await renderJsonSchema())
})

/** As an editor sees it: `!secret` says nothing to it, and variables are not filled in. */
function isValid(text: string): boolean {
  return validate(
    parse(text, { customTags: [{ tag: '!secret', resolve: (text: string) => text }] }),
  )
}

const fixture = (...path: string[]) =>
  readFileSync(join(import.meta.dirname, 'fixtures', ...path), 'utf8')

test('accepts a file with everything in it', () => {
  expect(isValid(fixture('everything', 'teal.yaml')), JSON.stringify(validate.errors)).toBe(true)
})

test('accepts variables in the place of numbers, durations and names', () => {
  const text = fixture('everything', 'teal.yaml')
    .replace(/instances: \d+/, 'instances: ${INSTANCES}')
    .replace(/for: \w+/, 'for: "${WATCH:-1m}"')
    .replace(/application: \w+/, 'application: ${NAME}')
  expect(text.match(/: "?\$\{/g)).toHaveLength(3)
  expect(isValid(text), JSON.stringify(validate.errors)).toBe(true)
})

describe('refuses what the reader refuses', () => {
  const names = 'unknown-key wrong-type bad-duration bad-share two-targets no-target unknown-target'
  const more = 'bad-name bad-listen missing-keys a-list empty-stage a-stage-that-cannot-be-off'
  for (const name of `${names} ${more}`.split(' ')) {
    test(name.replaceAll('-', ' '), () => {
      expect(isValid(fixture('errors', `${name}.yaml`))).toBe(false)
    })
  }
})

test('explains every key but those of adapters, which speak for themselves', () => {
  const unexplained: string[] = []
  const walk = (schema: unknown, path: string): void => {
    if (typeof schema !== 'object' || schema === null) return
    const { properties = {}, anyOf = [], items } = schema as Record<string, object>
    for (const [name, each] of Object.entries(properties)) {
      if (!('description' in each)) unexplained.push(`${path}${name}`)
      if (name !== 'target' && name !== 'traffic') walk(each, `${path}${name}.`)
    }
    for (const each of Object.values(anyOf)) walk(each, path)
    walk(items, path)
  }
  walk(JSON.parse(written), '')
  expect(unexplained).toEqual([])
})
