import type { Dialect } from '../verdict.ts'
import { mysql } from './mysql.ts'
import { postgres } from './postgres.ts'
import { sqlite } from './sqlite.ts'
import type { Words } from './words.ts'

export function wordsOf(dialect: Dialect): Words {
  return { postgres, mysql, sqlite }[dialect]
}
