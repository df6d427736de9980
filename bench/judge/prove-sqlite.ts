// Proves the labels of the SQLite cases: `node bench/judge/prove-sqlite.ts [name…]`.
// Breaks: a statement of `old` fails or answers differently afterwards. Blocks: the pages and the
// instructions a statement needs grow with the table while another connection is refused a write.
// Hazards other than that are told by what is gone.

import { DatabaseSync } from 'node:sqlite'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadCases, type Case } from './cases.ts'
import { splitScript } from '../../packages/schema/src/sqlite/script.ts'

const statementsOf = (sql: string): string[] => splitScript(sql).map((statement) => statement.sql)
const ignored = /^(begin|commit|rollback)/i

function fresh(one: Case, file: string, rows: number): DatabaseSync {
  rmSync(file, { force: true })
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: false })
  database.exec(one.schema)
  database.exec(one.data.replaceAll(':rows', String(rows)))
  return database
}

const newest = [
  'SELECT email, name, age, active FROM users ORDER BY id DESC LIMIT 1',
  'SELECT user_id, status, total, note FROM orders ORDER BY id DESC LIMIT 1',
]

function attempt(database: DatabaseSync, sql: string): unknown {
  try {
    return database.prepare(sql).all()
  } catch {
    return undefined
  }
}

function answersOf(database: DatabaseSync, old: string): string[] {
  database.exec('PRAGMA foreign_keys = ON')
  return statementsOf(old).map((sql) => {
    database.exec('BEGIN')
    try {
      // What triggers do to a row shows only when it is read again.
      return JSON.stringify([
        database.prepare(sql).all(),
        (/^insert/i.test(sql) ? newest : []).map((read) => attempt(database, read)),
      ])
    } catch (error) {
      return `fails: ${error instanceof Error ? error.message : String(error)}`
    } finally {
      database.exec('ROLLBACK')
    }
  })
}

/** Seconds of each statement on so many rows; the least of three runs. */
function secondsOf(one: Case, file: string, rows: number): number[] {
  const runs = [1, 2, 3].map(() => {
    using database = fresh(one, file, rows)
    database.exec('PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF')
    return statementsOf(one.migration).map((sql) => {
      if (ignored.test(sql)) return 0
      const start = performance.now()
      database.exec(sql)
      return performance.now() - start
    })
  })
  return (runs[0] ?? []).map((_, i) => Math.min(...runs.map((run) => run[i] ?? 0)))
}

function prove(one: Case, file: string): string[] {
  let breaks: string | undefined
  {
    using database = fresh(one, file, 500)
    const before = answersOf(database, one.old)
    const broken = before.find((answer) => answer.startsWith('fails'))
    if (broken !== undefined) return [`a statement of old fails before: ${broken}`]
    database.exec('PRAGMA foreign_keys = OFF')
    database.exec(one.migration)
    // The running version has connections of its own, which see no temporary tables.
    using other = new DatabaseSync(file, { enableForeignKeyConstraints: false })
    const after = answersOf(other, one.old)
    const at = before.findIndex((answer, i) => answer !== after[i])
    if (at >= 0) breaks = `${before[at]} -> ${after[at]}`
  }
  const [few, many] = [secondsOf(one, file, 2_000), secondsOf(one, file, 40_000)]
  const grows = many.some((time, i) => time > 1 && time > 4 * (few[i] ?? 0))
  const blocks = grows && !/^drop (table|view)/i.test(one.migration.trim())
  const problems: string[] = []
  const growing = ['lock', 'scan', 'rewrite'].includes(one.hazard)
  if (growing && !blocks)
    problems.push(`${one.hazard} is labelled, but nothing grows with the rows`)
  if (one.hazard === 'none' && blocks)
    problems.push('none is labelled, but the work grows with the rows')
  const unsafe = breaks !== undefined || one.hazard !== 'none'
  if (unsafe !== (one.verdict === 'unsafe')) {
    problems.push(`${one.verdict} is labelled, breaks: ${breaks ?? 'nothing'}`)
  }
  return problems
}

const directory = mkdtempSync(join(tmpdir(), 'teal-prove-'))
const wanted = process.argv.slice(2)
let wrong = 0
try {
  for (const one of loadCases('sqlite')) {
    if (wanted.length > 0 && !wanted.includes(one.name)) continue
    for (const problem of prove(one, join(directory, 'proof.db'))) {
      wrong++
      console.log(`${one.name}: ${problem.slice(0, 300)}`)
    }
  }
} finally {
  rmSync(directory, { recursive: true, force: true })
}
console.log(wrong === 0 ? 'every label is proved' : `${wrong} labels are not proved`)
process.exitCode = wrong === 0 ? 0 : 1
