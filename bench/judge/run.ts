// `npm run bench:judge`: the judge on the labelled cases, beside squawk. `-- --json` for machines,
// `-- --wrong` to list the cases that were judged otherwise than labelled.

import type { Dialect } from '@teal/schema'
import { loadCases, type Case } from './cases.ts'
import { judgeAll } from './judging.ts'
import { measureSpeed } from './speed.ts'
import { score, type Score } from './score.ts'
import { squawkFlags } from './squawk.ts'

const dialects: Dialect[] = ['postgres', 'mysql', 'sqlite']
const only = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const wanted = (one: Case): boolean =>
  only.length === 0 || only.includes(one.dialect) || only.includes(one.name)

const results = await judgeAll(dialects.flatMap((dialect) => loadCases(dialect).filter(wanted)))

const of = (dialect: Dialect): typeof results =>
  results.filter(({ label }) => label.dialect === dialect)
const squawk = of('postgres').map(({ label }) => {
  const verdict = squawkFlags(label) ? ('unsafe' as const) : ('safe' as const)
  return { label, said: { verdict, hazard: 'none' as const, rule: '', why: '' } }
})
const scores: Record<string, Score> = Object.fromEntries([
  ['Teal, all', score(results)],
  ...dialects.map((dialect) => [`Teal, ${dialect}`, score(of(dialect))]),
  ['squawk, postgres', score(squawk)],
])

// How fast it is says nothing about single cases.
const speed = only.length === 0 ? await measureSpeed() : undefined

if (process.argv.includes('--json')) {
  process.stdout.write(
    `${JSON.stringify({ scores, speed, cases: results.map(({ label: { name, dialect, verdict, hazard }, said, milliseconds }) => ({ dialect, name, verdict, hazard, said, milliseconds: Math.round(milliseconds) })) })}\n`,
  )
} else {
  console.table(
    Object.fromEntries(
      Object.entries(scores)
        .filter(([, one]) => one.cases > 0)
        .map(([name, { cases, found, wronglyFlagged, hazards }]) => [
          name,
          {
            cases,
            'breaks found': share(found.right, found.of),
            'wrongly unsafe': share(wronglyFlagged.wrong, wronglyFlagged.of),
            'hazard right': name.startsWith('squawk') ? '–' : share(hazards.right, hazards.of),
          },
        ]),
    ),
  )
}
if (speed && !process.argv.includes('--json')) console.table(speed)
if (process.argv.includes('--wrong')) {
  for (const { label, said } of results) {
    if (label.verdict === said.verdict && label.hazard === said.hazard) continue
    console.log(
      `${label.dialect}/${label.name}: ${label.verdict}/${label.hazard}, judged ${said.verdict}/${said.hazard} (${said.rule}): ${said.why}`,
    )
  }
}

function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${part}/${whole} = ${((100 * part) / whole).toFixed(1)} %`
}
