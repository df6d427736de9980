import type { Report } from '../verdict.ts'

/** The report as workflow commands, which GitHub shows beside the lines of a pull request. */
export function asGithub({ statements }: Report): string {
  return statements
    .filter(({ verdict }) => verdict !== 'safe')
    .map(({ file, line, column, verdict, rule, hazard, why, plan }) => {
      const level = verdict === 'unsafe' ? 'error' : 'warning'
      const title = hazard === 'none' ? rule : `${rule} (${hazard})`
      const steps = plan.map((step, index) => `${index + 1}. ${step}`)
      const message = data([why, ...steps].join('\n'))
      return `::${level} file=${property(file)},line=${line},col=${column},title=${property(title)}::${message}\n`
    })
    .join('')
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
