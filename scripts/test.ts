// `npm test`: format, lint, types, the fast suites, the system suites; stops at the first part that fails
// and ends with one plain line that counts the tests.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Totals = { passed: number; failed: number }
type Report = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  testResults: {
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[]
  }[]
}

const results = mkdtempSync(join(tmpdir(), 'teal-test-'))
const totals: Totals = { passed: 0, failed: 0 }

const ok =
  part('format', 'prettier', ['--check', '--log-level', 'warn', '.']) &&
  part('lint', 'oxlint', ['--type-aware', '--deny-warnings', '.']) &&
  part('types', 'tsc', ['--noEmit']) &&
  suite('fast') &&
  suite('system')

rmSync(results, { recursive: true, force: true })
if (!ok && totals.failed === 0) totals.failed = 1
console.log(`${totals.passed} passed, ${totals.failed} failed`)
process.exit(ok ? 0 : 1)

function part(name: string, command: string, args: string[]): boolean {
  const started = performance.now()
  console.log(`\n── ${name}`)
  const { status } = spawnSync(command, args, { stdio: 'inherit' })
  console.log(
    `── ${name}: ${status === 0 ? 'ok' : 'FAILED'} (${((performance.now() - started) / 1000).toFixed(1)} s)`,
  )
  return status === 0
}

function suite(project: string): boolean {
  const file = join(results, `${project}.json`)
  const ok = part(`tests: ${project}`, 'vitest', [
    'run',
    `--project=${project}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...process.argv.slice(2),
  ])
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report
  totals.passed += report.numPassedTests
  totals.failed += report.numFailedTests
  if (report.numPendingTests > 0)
    console.log(`── ${report.numPendingTests} tests were SKIPPED in ${project}`)
  for (const { assertionResults } of report.testResults)
    for (const { status, fullName, failureMessages } of assertionResults)
      if (status === 'passed' && failureMessages.length > 0)
        console.log(`── ONLY AT THE SECOND TRY: ${fullName}\n${failureMessages.join('\n')}`)
  return ok
}
