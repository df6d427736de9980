import { TealError } from '../model/error.ts'
import { listAudit, verifyAudit } from '../store/store.ts'
import { exitCode } from './exit-code.ts'
import { parseCount } from './numbers.ts'
import { withEngine, type CommonOptions } from './open.ts'
import { print } from './show/print.ts'

type Options = CommonOptions & { limit: string; head?: string }

/** `teal audit` and `teal audit verify`. */
export async function audit(options: Options, verb: string | undefined): Promise<number> {
  if (verb !== undefined && verb !== 'verify') {
    throw new TealError('usage', `"audit ${verb}" is not a command`, {
      hint: '`teal audit` or `teal audit verify`',
    })
  }
  const limit = parseCount(options.limit, '--limit')
  return withEngine(options, 'audit', async ({ application, engine }) => {
    const json = options.json === true
    if (verb === 'verify') {
      const verdict = await verifyAudit(engine.database, options.head)
      print(
        json
          ? JSON.stringify(verdict)
          : verdict.intact
            ? `intact: ${verdict.entries} entries\nhead: ${verdict.head} (keep it elsewhere; \`--head\` proves later that it is still there)`
            : `NOT intact: entry ${verdict.seq}: ${verdict.problem}`,
      )
      return verdict.intact ? exitCode.done : exitCode.failed
    }
    const entries = await listAudit(engine.database, application.name, limit)
    if (json) print(JSON.stringify(entries))
    else if (entries.length === 0) print('nothing was changed yet')
    else {
      for (const { seq, at, who, origin, what, why, outcome } of entries) {
        print(
          `${String(seq).padStart(4)}  ${at.toISOString()}  ${who}@${origin}  ${what}  (${why}): ${outcome}`,
        )
      }
    }
    return exitCode.done
  })
}
