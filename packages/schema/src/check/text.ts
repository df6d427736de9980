import type { Report, StatementVerdict } from '../verdict.ts'

/** The report for people: each statement that is not safe with why, evidence and plan, then the sum. */
export function asText({ statements }: Report): string {
  const told = statements.filter(({ verdict }) => verdict !== 'safe').map(tell)
  const count = (verdict: string): number =>
    statements.filter((statement) => statement.verdict === verdict).length
  const sum = `${statements.length} statements: ${count('safe')} safe, ${count('unsafe')} unsafe, ${count('needs-info')} need info\n`
  return [...told, sum].join('\n')
}

function tell(statement: StatementVerdict): string {
  const { file, line, column, verdict, hazard, rule, why, evidence, plan, locks } = statement
  const lines = [
    `${file}:${line}:${column}: ${verdict} (${rule}${hazard === 'none' ? '' : `, ${hazard}`})`,
    `  ${shorten(statement.sql)}`,
    `  ${why}`,
    ...evidence.map((one) => `  · ${one}`),
    ...locks.map(({ relation, mode }) => `  · lock: ${mode} on ${relation}`),
    ...plan.map((step, index) => `  ${index + 1}. ${step}`),
  ]
  return `${lines.join('\n')}\n`
}

function shorten(sql: string): string {
  const line = sql.replaceAll(/\s+/g, ' ')
  return line.length > 100 ? `${line.slice(0, 99)}…` : line
}
