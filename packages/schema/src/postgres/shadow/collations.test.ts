import { afterAll, beforeAll, expect, it } from 'vitest'
import { inOlderWords, provideCollations } from './collations.ts'
import { openPglite } from './pglite.ts'
import type { Session } from './session.ts'

let session: Session
beforeAll(async () => {
  session = await openPglite([])
})
afterAll(() => session.close())

it('makes the collations of ICU and of the system that a schema names', async () => {
  const ask = `select 'ä' < 'b' collate "de-x-icu" as icu, 'a' < 'B' collate pg_catalog."sv_SE.utf8" as system`
  await expect(session.run(ask)).rejects.toThrow('does not exist')
  await provideCollations(session, ask)
  expect(await session.run(ask)).toEqual([{ icu: true, system: true }])
})

it('leaves a name that the schema makes itself, and one that no server has', async () => {
  const create = `create collation "nl_NL" (provider = icu, locale = 'nl')`
  await provideCollations(session, `${create}; select 'a' collate "nl_NL", 'a' collate "dutch"`)
  await session.run(create)
  await expect(session.run(`select 'a' collate "dutch"`)).rejects.toThrow('does not exist')
})

it('heeds the strength of a collation', async () => {
  await session.run(
    `create collation no_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false)`,
  )
  expect(await session.run(`select 'Ab' = 'aB' collate no_case as same`)).toEqual([{ same: true }])
})

it('says the keywords of a locale in the older way', () => {
  expect(inOlderWords(`create collation a (locale = 'de-u-co-phonebk-kn-ks-level1')`)).toBe(
    `create collation a (locale = 'de@collation=phonebook;colNumeric=yes;colStrength=primary')`,
  )
  expect(inOlderWords(`select 'und-u-ks-level2'`)).toBe(`select 'und-u-ks-level2'`)
})
