import { inspect } from 'node:util'
import { startPostgres, type PostgresServer } from '@teal/testing/postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from './store.ts'
import { storeSuite } from './store.suite.ts'

let server: PostgresServer
let count = 0
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())

storeSuite('PostgreSQL', async () => {
  count += 1
  return server.createDatabase(`store_${count}`)
})

it('says what to do when nobody answers, without the password', async () => {
  const error: unknown = await openDatabase('postgres://ann:hunter2@127.0.0.1:1/teal').catch(
    (e) => e,
  )
  expect(error).toMatchObject({ kind: 'unavailable' })
  expect(inspect(error, { depth: 9 })).not.toContain('hunter2')
})
