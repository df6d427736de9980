import { sep } from 'node:path'
import type { Report } from '../verdict.ts'

/** The report as SARIF 2.1.0 (OASIS), which code scanning services read. */
export function asSarif({ statements }: Report): object {
  const told = statements.filter(({ verdict }) => verdict !== 'safe')
  const rules = [...new Set(told.map(({ rule }) => rule))]
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'teal check', rules: rules.map((id) => ({ id })) } },
        columnKind: 'unicodeCodePoints',
        results: told.map((statement) => ({
          ruleId: statement.rule,
          ruleIndex: rules.indexOf(statement.rule),
          level: statement.verdict === 'unsafe' ? 'error' : 'warning',
          message: { text: statement.why },
          locations: [
            {
              physicalLocation: {
                artifactLocation: {
                  uri: statement.file.split(sep).map(encodeURIComponent).join('/'),
                },
                region: {
                  startLine: statement.line,
                  startColumn: statement.column,
                  snippet: { text: statement.sql },
                },
              },
            },
          ],
          properties: {
            verdict: statement.verdict,
            hazard: statement.hazard,
            evidence: statement.evidence,
            plan: statement.plan,
          },
        })),
      },
    ],
  }
}
