// The judge, asked by the runner. It has the files that are about to be run and no schema: by the rules
// alone, so what it calls unsafe is so on any schema. The files that were run say what they have proved.

import { judgeOf } from '../check/dialects.ts'
import type { Batch, MigrationFile } from '../judge/dialect.ts'
import { applyOverrides } from '../judge/overrides.ts'
import type { StatementVerdict } from '../verdict.ts'
import type { Database } from './database.ts'
import { MigrateError } from './error.ts'
import type { Migration } from './migration.ts'

/**
 * Throws `MigrateError` `refused` when the running version would break under one of the files, or wait for
 * it, though they are called expands. An override in the file, with a reason and an end, lets it pass.
 */
export async function judgeExpands(
  { dialect }: Pick<Database, 'dialect'>,
  migrations: readonly Migration[],
  done: readonly Migration[],
): Promise<void> {
  const files = filesOf(migrations)
  if (files.length === 0) return
  const verdicts = await judge(dialect, { files, before: filesOf(done) })
  const today = new Date().toJSON().slice(0, 10)
  const bad = files
    .flatMap(({ file, sql }) =>
      applyOverrides(
        file,
        sql,
        verdicts.filter((one) => one.file === file),
        today,
      ),
    )
    .find(({ verdict }) => verdict === 'unsafe')
  if (!bad) return
  throw new MigrateError(
    'refused',
    `${bad.file}:${bad.line}:${bad.column} is no expand (${bad.rule}): ${bad.why}`,
    {
      hint: bad.plan.length > 0 ? bad.plan.join('; ') : `\`teal check\` says more`,
    },
  )
}

/** Whether something stored is gone after a migration. Code is not looked into. */
export async function losesData(
  { dialect }: Pick<Database, 'dialect'>,
  { file, sql }: Migration,
): Promise<boolean> {
  if (sql === null) return false
  const verdicts = await judge(dialect, { files: [{ file, sql }] })
  return verdicts.some(({ hazard }) => hazard === 'data-loss')
}

function filesOf(migrations: readonly Migration[]): MigrationFile[] {
  return migrations.flatMap(({ file, sql }) => (sql === null ? [] : [{ file, sql }]))
}

async function judge(dialect: Database['dialect'], batch: Batch): Promise<StatementVerdict[]> {
  const open = await judgeOf(dialect)
  const opened = await open({ static: true })
  try {
    return await opened.judge(batch)
  } finally {
    await opened.close()
  }
}
