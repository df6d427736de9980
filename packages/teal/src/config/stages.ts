import { z, type ZodType } from 'zod'
import {
  command,
  duration,
  environment,
  share,
  text,
  timeout,
  withReferences,
} from '../model/schemas.ts'
import type { CheckSettings, ExpandSettings } from '../model/application.ts'
import type { TemplateName } from '../model/template.ts'

// The stages of teal.yaml and their defaults, in the order they run.

const ofRelease: TemplateName[] = ['release.version', 'colour']
/** A check asks an instance or the entrance, by its URL. */
const ofCheck: TemplateName[] = ['release.version', 'colour', 'url']

/** A path and not a host: what begins with two slashes is another server to a browser and to `new URL`. */
const path = z
  .string()
  .regex(/^\/(?![/\\]).*$/, 'expected a path such as /health\nbegin it with one slash')

/** Plain `off`, which YAML 1.2 reads as a text and 1.1 as false, takes a stage out. */
function canBeOff<S extends ZodType>(stage: S) {
  return z.union(
    [z.literal(['off', false]).transform(() => null), stage],
    'expected settings or off\nleave the stage out for its defaults, or write off',
  )
}

export const databaseUrl = text.regex(
  /^(sqlite:.+|(postgres(ql)?|mysql|mariadb):\/\/.+)$/,
  'expected a database such as sqlite:data.db or postgres://user@host/name',
)

const expand = z
  .strictObject({
    command: withReferences(command, ofRelease)
      .optional()
      .describe('Brings the database to where both releases can live with it.'),
    environment: withReferences(environment, ofRelease)
      .optional()
      .describe('Variables for the command.'),
    sql: text.optional().describe('A folder with *.sql files, run in the order of their names.'),
    database: databaseUrl.optional().describe('Where the SQL files run.'),
    timeout: timeout.prefault('10m').describe('How long it may take.'),
  })
  .superRefine((settings, context) => {
    const wrong = (message: string, path: string[] = []): void => {
      context.addIssue({ code: 'custom', message, path })
    }
    const { command, sql, database, environment } = settings
    if (context.issues.length > 0) return
    if (command === undefined && sql === undefined) {
      wrong('it says nothing to run\nadd command: … or sql: <folder> and database: <url>')
    } else if (command !== undefined && sql !== undefined) {
      wrong('both command and sql are given\nkeep one of the two', ['sql'])
    } else if (sql !== undefined && database === undefined) {
      wrong('sql needs to know its database\nadd database: sqlite:data.db or postgres://…', ['sql'])
    } else if (command !== undefined && database !== undefined) {
      wrong('database belongs to sql\ngive it to the command in environment', ['database'])
    } else if (sql !== undefined && environment !== undefined) {
      wrong('environment belongs to command\nremove it', ['environment'])
    }
  })
  .transform(({ command, sql, database, environment = {}, timeout: timeoutMs }): ExpandSettings =>
    command === undefined
      ? { sql: sql ?? '', database: database ?? '', timeoutMs }
      : { command, environment, timeoutMs },
  )

const health = z
  .strictObject({
    path: withReferences(path, []).default('/health').describe('Asked of every instance.'),
    status: status().describe('The answer of a healthy instance.'),
    every: timeout.prefault('250ms').describe('Between two requests.'),
    passes: z.int().min(1).max(1_000).default(3).describe('How many times in a row.'),
    'request-timeout': timeout.prefault('5s').describe('For one request.'),
    timeout: timeout.prefault('60s').describe('Until every instance is healthy.'),
  })
  .transform(({ every, timeout, 'request-timeout': requestTimeoutMs, ...same }) => ({
    ...same,
    everyMs: every,
    requestTimeoutMs,
    timeoutMs: timeout,
  }))

const httpCheck = z
  .strictObject({
    path: withReferences(path, ofCheck).default('/').describe('What is asked of each instance.'),
    method: z
      .string()
      .regex(/^[A-Z]+$/, 'expected a method such as GET')
      .default('GET')
      .describe('How it is asked.'),
    headers: withReferences(z.record(z.string(), z.string()), ofCheck)
      .default({})
      .describe('Sent with the request.'),
    status: status().describe('The answer that passes.'),
    contains: withReferences(z.string(), ofCheck)
      .optional()
      .describe('A text that the body must contain.'),
    timeout: timeout.prefault('5s').describe('For one request.'),
  })
  .transform(({ timeout: timeoutMs, contains = null, ...same }) => ({
    ...same,
    contains,
    timeoutMs,
  }))

const versionCheck = z
  .strictObject({
    path: withReferences(path, ofCheck).default('/version').describe('Where it is asked.'),
    field: text
      .optional()
      .describe('Where a JSON answer has it, such as build.version; else the body is the version.'),
    timeout: timeout.prefault('5s').describe('For one request.'),
  })
  .transform(({ path, field = null, timeout: timeoutMs }) => ({ path, field, timeoutMs }))

const commandCheck = z
  .union([
    command,
    z.strictObject({
      command: command.describe('A line, or a list of arguments; no shell reads it.'),
      environment: environment.optional().describe('Variables for the command.'),
      timeout: timeout.prefault('60s').describe('Then it has failed.'),
    }),
  ])
  .transform((given) => {
    const {
      command,
      environment = {},
      timeout = 60_000,
    } = Array.isArray(given) ? { command: given } : given
    return { command, environment, timeoutMs: timeout }
  })

const check = z
  .strictObject({
    http: httpCheck.optional().describe('One request and its answer.'),
    version: versionCheck
      .optional()
      .describe('Asks a release who it is; it must answer with the version that is deployed.'),
    command: withReferences(commandCheck, ofCheck)
      .optional()
      .describe('Passes with exit code 0; TEAL_URL says where to look.'),
  })
  .meta({ minProperties: 1, maxProperties: 1 })
  .transform((given, context): CheckSettings => {
    const { http, version, command } = given
    const kinds = Object.keys(given)
    if (context.issues.length > 0) return z.NEVER
    if (kinds.length === 1) {
      if (http !== undefined) return { http }
      if (version !== undefined) return { version }
      if (command !== undefined) return { command }
    }
    const message =
      kinds.length === 0
        ? 'expected http, version or command'
        : `${kinds.join(' and ')} are one check\nwrite each as an item of its own, after a dash`
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })

const validate = z
  .strictObject({
    checks: z.array(check).min(1).describe('All of them must pass, on every instance.'),
    timeout: timeout.prefault('60s').describe('For all of them.'),
  })
  .transform(({ checks, timeout: timeoutMs }) => ({ checks, timeoutMs }))

const warmUp = z
  .strictObject({
    paths: z
      .array(withReferences(path, []))
      .min(1)
      .default(['/'])
      .describe('Asked in turn, so that no user waits for caches.'),
    requests: z.int().min(1).max(100_000).default(20).describe('For each instance.'),
    timeout: timeout.prefault('60s').describe('For all requests.'),
  })
  .transform(({ timeout: timeoutMs, ...same }) => ({ ...same, timeoutMs }))

const approve = z.union([
  z.literal(['on', true]).transform(() => ({ timeoutMs: 86_400_000 })),
  z
    .strictObject({ timeout: timeout.prefault('24h').describe('Then the rollout is undone.') })
    .transform(({ timeout: timeoutMs }) => ({ timeoutMs })),
])

const verify = z
  .strictObject({
    version: versionCheck
      .optional()
      .describe('How the entrance says which release answers; default: as in validate.'),
    timeout: timeout.prefault('30s').describe('Until the entrance answers as the new release.'),
  })
  .transform(({ version = null, timeout: timeoutMs }) => ({ version, timeoutMs }))

const watch = z
  .strictObject({
    for: timeout.prefault('1m').describe('How long Teal rolls back by itself.'),
    every: timeout.prefault('1s').describe('Between two looks.'),
    errors: share.prefault('5%').describe('More failed answers than this, and it goes back.'),
    p99: timeout.prefault('1s').describe('Slower than this, and it goes back.'),
    'minimum-requests': z
      .int()
      .min(1)
      .default(20)
      .describe('With fewer requests nothing is concluded.'),
  })
  .transform((settings) => ({
    forMs: settings.for,
    everyMs: settings.every,
    errors: settings.errors,
    p99Ms: settings.p99,
    minimumRequests: settings['minimum-requests'],
  }))

/** A stage of which only its deadline can be set. */
function deadline(standard: string, description: string) {
  return z
    .strictObject({ timeout: timeout.prefault(standard).describe(description) })
    .transform(({ timeout: timeoutMs }) => ({ timeoutMs }))
}

const retire = z
  .strictObject({ after: duration.prefault('10m').describe('How long the standby is kept.') })
  .transform(({ after: afterMs }) => ({ afterMs }))

export const stages = z
  .strictObject({
    expand: canBeOff(expand)
      .optional()
      .describe('Migrates the database both colours share, before anything new starts.'),
    deploy: deadline('2m', 'Until every instance runs.')
      .prefault({})
      .describe('Puts the release on the idle colour.'),
    health: canBeOff(health).prefault({}).describe('Waits until every instance is healthy.'),
    validate: canBeOff(validate).optional().describe('Is it the right release, and is it good?'),
    'warm-up': canBeOff(warmUp).prefault({}).describe('Sends the first requests itself.'),
    approve: canBeOff(approve).optional().describe('Waits for a person: teal promote.'),
    switch: deadline('30s', 'Until traffic has moved.').prefault({}).describe('Moves all users.'),
    verify: canBeOff(verify).prefault({}).describe('Asks the entrance who answers now.'),
    watch: canBeOff(watch).prefault({}).describe('Rolls back when users get errors or wait.'),
    drain: canBeOff(deadline('30s', 'Then what is still under way is closed.'))
      .prefault({})
      .describe('Lets the old colour finish its requests.'),
    retire: canBeOff(retire).prefault({}).describe('Stops the old colour after a time.'),
  })
  .transform(({ expand = null, validate = null, approve = null, verify, ...same }) => {
    const asked = validate?.checks.find((check) => 'version' in check)?.version ?? null
    return {
      ...same,
      expand,
      validate,
      approve,
      // Who knows how to ask an instance for its version knows how to ask the entrance.
      verify: verify === null ? null : { ...verify, version: verify.version ?? asked },
    }
  })

function status() {
  return z.int().min(100).max(599).default(200)
}
