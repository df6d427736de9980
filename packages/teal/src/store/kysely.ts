import { createRequire } from 'node:module'

// Kysely comes as some three hundred small modules. As CommonJS they load several times faster than as ES
// modules, which every `teal status` would have to wait for.
const kysely = createRequire(import.meta.url)('kysely') as typeof import('kysely')

export const { CompiledQuery, Kysely, PostgresDialect, SqliteDialect, SqliteDriver, sql } = kysely
