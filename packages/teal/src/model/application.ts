import type { Colour } from './colour.ts'

/**
 * An application as teal.yaml describes it, checked and with its defaults filled in.
 * Durations are milliseconds, shares are 0 to 1. Texts may still hold `{{ … }}`; see template.ts.
 */
export type Application = {
  name: string
  /** Absolute path of the folder with teal.yaml; relative paths start there. */
  directory: string
  /** Absolute path of teal.yaml. */
  file: string
  /** Absolute path of the folder for what Teal keeps on this machine (`.teal` beside teal.yaml). */
  stateDirectory: string
  /** Where users come in, as `http://127.0.0.1:8080`; verify asks here. */
  entrance: string
  /** `sqlite:<absolute path>` or `postgres://…`. */
  store: string
  target: AdapterSettings
  traffic: AdapterSettings
  stages: StageSettings
  /** Values marked `!secret`: they may reach a process's environment and nothing else. */
  secrets: string[]
  /** Where the file says what traffic listens on, for when that port turns out to be taken. */
  listenAt?: string
}

/** Which adapter, and its own checked settings (the adapter's folder says of what type they are). */
export type AdapterSettings = { kind: string; settings: unknown }

/** An argument vector: never a line for a shell. */
export type Command = string[]

/** A stage that is `null` is skipped by configuration. */
export type StageSettings = {
  expand: ExpandSettings | null
  deploy: { timeoutMs: number }
  health: HealthSettings | null
  validate: ValidateSettings | null
  'warm-up': WarmUpSettings | null
  approve: { timeoutMs: number } | null
  switch: { timeoutMs: number }
  verify: VerifySettings | null
  watch: WatchSettings | null
  drain: { timeoutMs: number } | null
  retire: { afterMs: number } | null
}

export type ExpandSettings = { timeoutMs: number } & (
  | { command: Command; environment: Record<string, string> }
  | {
      /** Absolute path of a folder with `*.sql` files, run in the order of their names, each once. */
      sql: string
      /** `sqlite:<absolute path>`, `postgres://…` or `mysql://…`. */
      database: string
    }
)

/** The database both colours share and the folder of its migrations, where teal.yaml says them. */
export function sharedDatabase({
  expand,
}: Pick<StageSettings, 'expand'>): { url: string; folder: string } | null {
  return expand === null || 'command' in expand
    ? null
    : { url: expand.database, folder: expand.sql }
}

export type HealthSettings = {
  path: string
  status: number
  everyMs: number
  /** How many times in a row every instance must pass. */
  passes: number
  /** For one request. */
  requestTimeoutMs: number
  timeoutMs: number
}

export type ValidateSettings = { checks: CheckSettings[]; timeoutMs: number }

/** One question a gate asks of every instance, or, for a command, once of the release. */
export type CheckSettings =
  | { http: HttpCheckSettings }
  | { version: VersionCheckSettings }
  | { command: CommandCheckSettings }

export type HttpCheckSettings = {
  path: string
  method: string
  headers: Record<string, string>
  status: number
  /** A text the body must contain. */
  contains: string | null
  timeoutMs: number
}

/** Asks a release who it is; the answer must be `{{ release.version }}`. */
export type VersionCheckSettings = {
  path: string
  /** The field of a JSON answer that holds the version; null when the body is the version. */
  field: string | null
  timeoutMs: number
}

export type CommandCheckSettings = {
  command: Command
  environment: Record<string, string>
  timeoutMs: number
}

export type WarmUpSettings = {
  paths: string[]
  /** For each instance. */
  requests: number
  timeoutMs: number
}

export type VerifySettings = {
  /** How the entrance says which release answers; null: only traffic's own word is asked. */
  version: VersionCheckSettings | null
  timeoutMs: number
}

export type WatchSettings = {
  forMs: number
  everyMs: number
  /** Share of failed answers above which the release goes back. */
  errors: number
  p99Ms: number
  /** Below this many requests nothing is concluded from shares and percentiles. */
  minimumRequests: number
}

/** What the release, the colour and the instance give to texts of teal.yaml. */
export type TemplateValues = { version: string; colour: Colour; port?: number; url?: string }
