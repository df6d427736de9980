// A reader of the migrations may know better than the judge. An override says so in the file, with a
// reason and the day it ends:
//
//   -- teal: allow create-index until 2027-01-31 because the table has twelve rows
//
// It holds for the next statement. One without a reason or a date, one that has expired, and one that
// names a rule which did not decide are errors, so that no override is left to rot.

import { worst, type Report, type StatementVerdict } from '../verdict.ts'
import { positionAt, SqlError } from './source.ts'

type Override = { rule: string; until: string; reason: string; line: number; column: number }

/** The verdicts with the overrides of one file applied. `today` is a date as `2027-01-31`. */
export function applyOverrides(
  file: string,
  sql: string,
  verdicts: readonly StatementVerdict[],
  today: string,
): StatementVerdict[] {
  const overrides = readOverrides(file, sql)
  const applied = new Map<StatementVerdict, StatementVerdict>()
  for (const override of overrides) {
    const target = verdicts.find(({ line }) => line >= override.line)
    const refuse = (message: string): SqlError => new SqlError(file, override, message)
    if (override.until < today) {
      throw refuse(`the override of ${override.rule} expired on ${override.until}`)
    }
    if (!target) throw refuse('no statement follows the override')
    if (target.rule !== override.rule) {
      throw refuse(
        `the override allows ${override.rule}, but the statement in line ${target.line} is ` +
          (target.verdict === 'safe' ? 'safe' : `${target.verdict} by ${target.rule}`),
      )
    }
    applied.set(target, {
      ...target,
      verdict: 'safe',
      evidence: [...target.evidence, `allowed until ${override.until}: ${override.reason}`],
      plan: [],
    })
  }
  return verdicts.map((verdict) => applied.get(verdict) ?? verdict)
}

export function reportOf(statements: StatementVerdict[]): Report {
  return { verdict: worst(statements.map(({ verdict }) => verdict)), statements }
}

/** The runner's words for a whole file, as `-- teal: contract`, are no overrides. */
const comment =
  /^[ \t]*(?:--|#)[ \t]*teal:(?![ \t]*(?:expand|backfill|contract|needs|breaks)\b)(.*)$/gm

function readOverrides(file: string, sql: string): Override[] {
  return [...sql.matchAll(comment)].map((match) => {
    const position = positionAt(sql, match.index + match[0].indexOf('teal:'))
    const words = /^\s*allow\s+([a-z-]+)\s+until\s+(\d{4}-\d{2}-\d{2})\s+because\s+(\S.*)$/.exec(
      match[1] ?? '',
    )
    const [, rule, until, reason] = words ?? []
    if (rule === undefined || until === undefined || reason === undefined) {
      throw new SqlError(
        file,
        position,
        'an override is written as: teal: allow <rule> until <YYYY-MM-DD> because <reason>',
      )
    }
    if (new Date(`${until}T00:00:00Z`).toJSON()?.slice(0, 10) !== until) {
      throw new SqlError(file, position, `${until} is no date`)
    }
    return { rule, until, reason, ...position }
  })
}
