// squawk, the linter to compare with. It knows no schema and no hazard; any finding counts as `unsafe`,
// except those about taste and about timeouts, which would count against it on every case.

import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Case } from './cases.ts'

const ofTaste = [
  'prefer-bigint-over-int',
  'prefer-bigint-over-smallint',
  'prefer-identity',
  'prefer-robust-stmts',
  'prefer-text-field',
  'prefer-timestamp-tz',
  'require-timeout-settings',
  'identifier-too-long',
  'require-table-schema',
]

export function squawkFlags({ migration, serverVersion }: Case): boolean {
  const binary = join(import.meta.dirname, '../../node_modules/.bin/squawk')
  const version = serverVersion === undefined ? [] : [`--pg-version=${serverVersion}.0`]
  try {
    execFileSync(
      binary,
      [
        `--exclude=${ofTaste.join(',')}`,
        ...version,
        '--reporter=json',
        '--stdin-filepath=migration.sql',
      ],
      {
        input: migration,
        stdio: ['pipe', 'pipe', 'pipe'],
      },
    )
    return false
  } catch (error) {
    if ((error as { status?: number }).status === 1) return true
    throw error
  }
}
