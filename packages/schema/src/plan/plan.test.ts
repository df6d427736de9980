import { describe, expect, test } from 'vitest'
import { openJudge as openMysql } from '../mysql/judge.ts'
import { openJudge as openSqlite } from '../sqlite/judge.ts'
import type { Dialect } from '../verdict.ts'
import { NoPlan, type Intention, type Shape } from './intention.ts'
import { planFor } from './plan.ts'
import type { Plan } from './deployment.ts'

const schemas: Partial<Record<Dialect, string>> = {
  mysql: `CREATE TABLE users (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, name varchar(60) NOT NULL, age int, KEY users_name (name));`,
  sqlite: `CREATE TABLE users (id integer PRIMARY KEY, name text, age integer); CREATE INDEX users_name ON users (name);`,
}

function shapeFor(dialect: Dialect): Shape {
  const text = dialect === 'mysql' ? 'varchar(60)' : 'text'
  return {
    tables: [
      {
        name: 'users',
        key: ['id'],
        columns: [
          { name: 'id', type: 'integer', notNull: true, default: null },
          { name: 'name', type: text, notNull: dialect === 'mysql', default: null },
          { name: 'age', type: 'integer', notNull: false, default: null },
        ],
        indexes: [{ name: 'users_name', columns: ['name'], unique: false }],
      },
    ],
  }
}

const rename: Intention = { kind: 'rename-column', table: 'users', column: 'name', to: 'full_name' }
const intentions: Intention[] = [
  rename,
  { kind: 'rename-table', table: 'users', to: 'people' },
  { kind: 'retype-column', table: 'users', column: 'age', type: 'text' },
  { kind: 'drop-column', table: 'users', column: 'age' },
  { kind: 'drop-table', table: 'users' },
  { kind: 'add-unique', table: 'users', columns: ['name'] },
  { kind: 'add-required-column', table: 'users', column: 'phone', type: 'text', fill: `''` },
]

describe.each(['mysql', 'sqlite'] as const)('on %s', (dialect) => {
  const open = dialect === 'mysql' ? openMysql : openSqlite

  test.each(intentions)(
    'each expand of $kind is safe for the release before',
    async (intention) => {
      const plan = planFor(intention, shapeFor(dialect), dialect)
      let schema = schemas[dialect] ?? ''
      for (const { steps } of plan.deployments) {
        for (const { phase, sql } of steps) {
          const text = `DELIMITER //\n${sql.join('//\n')}//\nDELIMITER ;\n`
          const script = dialect === 'mysql' ? text : `${sql.join(';\n')};\n`
          if (phase === 'expand') {
            const judge = await open({ schema })
            const verdicts = await judge.judge({ files: [{ file: 'expand.sql', sql: script }] })
            await judge.close()
            const unsafe = verdicts.filter(
              ({ verdict, rule }) => verdict !== 'safe' && rule !== 'create-index',
            )
            expect(unsafe).toEqual([])
          }
          if (phase !== 'backfill') schema += script
        }
      }
    },
  )

  test('the four deployments of a rename bring the old column to an end', () => {
    const plan = planFor(rename, shapeFor(dialect), dialect)
    expect(plan.deployments).toHaveLength(4)
    const last = plan.deployments.at(-1)?.steps.flatMap(({ sql }) => sql) ?? []
    expect(last.some((sql) => /DROP COLUMN .name.$/.test(sql))).toBe(true)
    expect(phasesOf(plan).at(-1)).toBe('contract')
    const before = { ...plan, deployments: plan.deployments.slice(0, -1) }
    expect(phasesOf(before)).not.toContain('contract')
  })
})

test('files are numbered on, named for what they do, and tell what the application does', () => {
  const { files } = planFor(rename, shapeFor('postgres'), 'postgres', 7)
  expect(files[0]?.name).toBe('0007_rename_users_name_to_full_name.expand.sql')
  expect(files[1]?.name).toBe('0008_rename_users_name_to_full_name.backfill.sql')
  expect(files[0]?.sql).toMatch(/^-- Deployment 1 of 4: .*\n-- The application: as it is/)
})

test('a name changes hands in one transaction: at no moment is it of nothing', () => {
  const names: Intention[] = [
    { kind: 'rename-table', table: 'users', to: 'people' },
    { kind: 'widen-key', table: 'users', column: 'id' },
  ]
  for (const intention of names) {
    const { files } = planFor(intention, shapeFor('postgres'), 'postgres')
    const swap = files.find(({ sql }) => / RENAME /.test(sql))
    expect(swap?.sql).toMatch(/\nBEGIN;\n[^]*\nCOMMIT;\n$/)
  }
})

test('what a database cannot do is refused with what to do instead', () => {
  const check: Intention = { kind: 'add-check', table: 'users', expression: 'age > 0' }
  expect(() => planFor(check, shapeFor('sqlite'), 'sqlite')).toThrow(NoPlan)
  const missing: Intention = { kind: 'drop-column', table: 'users', column: 'nope' }
  expect(() => planFor(missing, shapeFor('postgres'), 'postgres')).toThrow(
    'users has no column nope',
  )
})

function phasesOf(plan: Plan): string[] {
  return plan.deployments.flatMap(({ steps }) => steps.map(({ phase }) => phase))
}
