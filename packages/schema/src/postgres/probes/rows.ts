// Rows for the shadow's tables, so that rewrites, scans, constraints and views meet data.
//
// Each row is a list of attempts, the ordinary values first; the first that every constraint accepts
// stays. The attempts after it change columns at random (with a fixed seed) towards the constants in
// the table's own checks and in the migrations, towards NULL and towards the defaults.

import { helperSchema } from '../shadow/helpers.ts'
import { identifier, literal, type Session } from '../shadow/session.ts'
import type { Column, Table } from './shape.ts'
import { candidates, constantsIn, unusual, value } from './values.ts'

const ordinaryRows = 3
const attemptsPerRow = 60
const rowsOfConstants = 16
const namedKeysPerColumn = 4

export type Filled = {
  /** For each table the values of a further row that it takes; absent when none was found. */
  drafts: Map<Table, Draft>
  /** For each table the calls that make its ordinary rows, which have no two values in common. */
  ordinary: Map<Table, () => string[]>
}

/** Fills every table with ordinary rows, one of NULLs, and some with the migrations' constants. */
export async function fillTables(
  session: Session,
  tables: readonly Table[],
  migrations: string,
): Promise<Filled> {
  const constants = constantsIn(migrations)
  const wheres = constantsIn([...migrations.matchAll(/\bwhere\b[^;]*/gi)].join('\n'))
  await findSuited(session, tables)
  const filled: Filled = { drafts: new Map(), ordinary: new Map() }
  for (const table of tables) {
    if (table.kind !== 'r' && table.kind !== 'p') continue
    const rows = rowsFor(table)
    const further = rows.pop()
    filled.ordinary.set(table, () =>
      rows.map(({ usual, others }) => firstOf(inserts(table, [usual, ...others()]))),
    )
    for (const row of rows) await firstTaken(session, table, row, '', '')
    const chosen = further && (await firstTaken(session, table, further, 'begin;', 'rollback'))
    if (chosen) {
      filled.drafts.set(table, chosen)
      const extra = [withNulls(table, chosen), ...variants(table, chosen, constants)]
      const named = namedKeys(table, chosen, wheres)
      const kept = inserts(table, [...extra.slice(0, rowsOfConstants), ...named])
      await session.run(`select ${helperSchema}.each(${array(kept)})`)
    }
  }
  return filled
}

/** Asks the database which values the columns with checks of their own take. */
async function findSuited(session: Session, tables: readonly Table[]): Promise<void> {
  const tested = tables
    .filter(({ kind }) => kind === 'r' || kind === 'p')
    .flatMap(({ columns }) => columns.filter(({ tests }) => tests.length > 0))
  if (tested.length === 0) return
  const questions = tested.map((column, index) => {
    const test = column.tests.map((one) => `(${one})`).join(' and ')
    const given = [column.type, column.name, test].map(literal).join(', ')
    return `select ${index} as i, ${helperSchema}.suited(${given}, ${array(candidates(column))}) as suited`
  })
  for (const { i, suited } of await session.run(questions.join(' union all '))) {
    const column = tested[Number(i)]
    if (column && (suited as string[]).length > 0) column.suited = suited as string[]
  }
}

/** Values by column, as SQL. Columns that are not in it are left to their defaults. */
export type Draft = ReadonlyMap<string, string>

export function insert(table: Table, draft: Draft, tail = ''): string {
  const names = [...draft.keys()].map(identifier).join(', ')
  const values = [...draft.values()].join(', ')
  const what = draft.size === 0 ? 'default values' : `(${names}) values (${values})`
  return `insert into ${table.sql} ${what}${tail}`
}

/** Whether the running version leaves the column to the database. */
export function isAutomatic(column: Column): boolean {
  return column.generated || column.identity !== '' || (column.default ?? '').startsWith('nextval(')
}

function ordinary(table: Table, i: number): Map<string, string> {
  const draft = new Map<string, string>()
  for (const column of table.columns) {
    if (!isAutomatic(column)) draft.set(column.name, value(column, i))
  }
  for (const { columns, table: parent, there } of table.references) {
    columns.forEach((name, index) => {
      const target = there[index]
      if (!draft.has(name) || target === undefined) return
      const self = parent === table.name
      const nullable = table.columns.some((column) => column.name === name && !column.notNull)
      draft.set(name, self && nullable ? 'null' : rowOf(parent, target, i))
    })
  }
  return draft
}

function rowOf(parent: string, column: string, i: number): string {
  const name = parent.split('.').map(identifier).join('.')
  // A parent may have fewer rows than its children.
  const offset = `${i - 1} % (select greatest(count(*), 1) from ${name})`
  return `(select ${identifier(column)} from ${name} order by 1 offset ${offset} limit 1)`
}

/** The ordinary values of a row, and what else to try; most tables never need the latter. */
type Attempts = { usual: Draft; others: () => Draft[] }

/** The attempts for the ordinary rows and for one more. */
function rowsFor(table: Table): Attempts[] {
  const random = randomFrom(table.name)
  const own = constantsIn(table.checks.join(' '))
  const numbers = Array.from({ length: ordinaryRows + 1 }, (_, index) => index + 1)
  // Drawn for all rows at once, so that the same values come whichever row needs them first.
  let drawn: Draft[][] | undefined
  const draw = (): Draft[][] => (drawn ??= numbers.map((i) => attempts(table, i, own, random)))
  return numbers.map((i, index) => ({
    usual: ordinary(table, i),
    others: () => draw()[index]?.slice(1) ?? [],
  }))
}

function attempts(
  table: Table,
  i: number,
  constants: readonly string[],
  random: () => number,
): Draft[] {
  const base = ordinary(table, i)
  const referring = new Set(table.references.flatMap(({ columns }) => columns))
  const found: Map<string, string>[] = [base]
  for (let attempt = 1; attempt < attemptsPerRow; attempt++) {
    const draft = new Map(base)
    for (const column of table.columns) {
      if (!draft.has(column.name) || referring.has(column.name) || random() < 0.4) continue
      const choices = [...unusual(column, constants), value(column, i + attempt)]
      if (!column.notNull) choices.push('null')
      if (column.default !== null) choices.push('default')
      const choice = choices[Math.floor(random() * choices.length)]
      if (choice !== undefined) draft.set(column.name, choice)
    }
    found.push(draft)
  }
  return found
}

/** The accepted row with NULL in every column that takes it. */
function withNulls(table: Table, accepted: Draft): Draft {
  const draft = new Map(freshKeys(table, accepted, 0))
  for (const column of table.columns) {
    if (draft.has(column.name) && !column.notNull) draft.set(column.name, 'null')
  }
  return draft
}

function freshKeys(table: Table, accepted: Draft, index: number): Map<string, string> {
  const keys = new Set(table.keys.flat())
  const draft = new Map(accepted)
  for (const column of table.columns) {
    const now = draft.get(column.name)
    if (now === undefined || !keys.has(column.name) || now.startsWith('(select')) continue
    draft.set(column.name, value(column, 10 + index))
  }
  return draft
}

/** The accepted row with one column changed to a constant, or to a long text. */
function variants(table: Table, accepted: Draft, constants: readonly string[]): Draft[] {
  const keys = new Set(table.keys.flat())
  const found: Draft[] = []
  for (const column of table.columns) {
    const now = accepted.get(column.name)
    if (now === undefined || keys.has(column.name) || now.startsWith('(select')) continue
    const long = /^(text|character varying)$/.test(column.base) ? ['x'.repeat(300)] : []
    for (const text of [...long, ...constants]) {
      found.push(freshKeys(table, accepted, found.length + 1).set(column.name, literal(text)))
    }
  }
  return found
}

/** The rows whose keys the migrations look for. */
function namedKeys(table: Table, accepted: Draft, wheres: readonly string[]): Draft[] {
  const keys = new Set(table.keys.flat())
  const found: Draft[] = []
  for (const column of table.columns) {
    const now = accepted.get(column.name)
    if (now === undefined || !keys.has(column.name) || now.startsWith('(select')) continue
    for (const text of wheres.slice(0, namedKeysPerColumn)) {
      found.push(freshKeys(table, accepted, found.length + 30).set(column.name, literal(text)))
    }
  }
  return found
}

/** Makes the first row of the attempts that the table takes, and gives it. */
async function firstTaken(
  session: Session,
  table: Table,
  { usual, others }: Attempts,
  before: string,
  after: string,
): Promise<Draft | undefined> {
  for (const drafts of [() => [usual], others]) {
    const tried = drafts()
    const statements = inserts(table, tried)
    const rows = await session.run(`${before} ${firstOf(statements)} as taken; ${after}`)
    const taken = tried[statements.findIndex((statement) => statement === rows[0]?.['taken'])]
    if (taken) return taken
  }
  return undefined
}

function inserts(table: Table, drafts: readonly Draft[]): string[] {
  return drafts.map((draft) => insert(table, draft))
}

function firstOf(statements: readonly string[]): string {
  return `select ${helperSchema}.first(${array(statements)})`
}

export function array(texts: readonly string[]): string {
  return `array[${texts.map(literal).join(', ')}]::text[]`
}

/** A small random generator (mulberry32) that gives the same numbers for the same text. */
function randomFrom(text: string): () => number {
  let state = 7
  for (let index = 0; index < text.length; index++) {
    state = (state * 31 + text.charCodeAt(index)) | 0
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
