// Flyway is no npm package: this writes its ledger as its documentation and its source show it. What is proved of
// the checksums are values that its own algorithm gave (`flyway.test.ts`).

import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openDatabase } from '../../open.ts'
import { checksumOf, flyway as layout } from '../flyway.ts'
import type { Tool } from './tool.ts'

const path = (folder: string, number: number): string => join(folder, `V${number}__add_it.sql`)

export const flyway: Tool = {
  title: 'Flyway (its ledger as documented, without Flyway itself)',
  layout: 'flyway',
  dialects: ['postgres'],
  ordered: true,
  noticesChanges: true,
  isCode: false,
  ledger: 'flyway_schema_history',
  volatile: ['installed_on', 'execution_time'],
  write: (folder, number, sql, head = '') => writeFile(path(folder, number), `${head}\n${sql};\n`),
  remove: (folder, number) => rm(path(folder, number)),
  run: async (folder, url) => {
    const { connection, close } = await openDatabase(url)
    await connection.run(`create table if not exists flyway_schema_history (
      "installed_rank" INT NOT NULL, "version" VARCHAR(50), "description" VARCHAR(200) NOT NULL,
      "type" VARCHAR(20) NOT NULL, "script" VARCHAR(1000) NOT NULL, "checksum" INTEGER,
      "installed_by" VARCHAR(100) NOT NULL, "installed_on" TIMESTAMP NOT NULL DEFAULT now(),
      "execution_time" INTEGER NOT NULL, "success" BOOLEAN NOT NULL,
      constraint flyway_schema_history_pk primary key (installed_rank))`)
    await connection.run(
      'create index if not exists flyway_schema_history_s_idx on flyway_schema_history (success)',
    )
    const { rows } = await connection.query('select version, checksum from flyway_schema_history')
    let ran = 0
    for (const { file, sql } of await layout.read(folder)) {
      const [, version = '', description = ''] = /^V(\d+)__(\w+)\.sql$/.exec(file) ?? []
      const known = rows.find((row) => row['version'] === version)
      if (known && known['checksum'] !== checksumOf(sql ?? '')) throw new Error('checksum mismatch')
      if (known) continue
      await connection.run(sql ?? '')
      await connection.query(
        `insert into flyway_schema_history values (?::int, ?, ?, 'SQL', ?, ?::int, 'postgres', now(), 7, true)`,
        [
          rows.length + ran + 1,
          version,
          description.replace('_', ' '),
          file,
          checksumOf(sql ?? ''),
        ],
      )
      ran += 1
    }
    await close()
    return ran
  },
}
