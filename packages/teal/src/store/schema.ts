// The tables, once as types of their rows and once as SQL for either database.
// Times are milliseconds since 1970 and structured values JSON text, so that both databases store the same.

export type LeaseRow = {
  application: string
  epoch: number
  /** JSON of Holder; null when nobody holds it. */
  holder: string | null
  acquired_at: number
  expires_at: number
}

export type RolloutRow = {
  id: number
  application: string
  kind: string
  release: string
  plan: string
  state: string
  outcome: string | null
  reason: string | null
  requested_by: string
  created_at: number
  finished_at: number | null
}

export type JournalRow = {
  id: number
  rollout: number
  at: number
  stage: string | null
  kind: string
  text: string
  data: string | null
}

export type RequestRow = {
  id: number
  rollout: number
  kind: string
  requested_by: string
  reason: string
  at: number
}

export type TimerRow = {
  application: string
  colour: string
  release: string
  due_at: number
}

export type AuditRow = {
  seq: number
  application: string
  at: number
  who: string
  origin: string
  what: string
  why: string
  outcome: string
  previous: string
  hash: string
}

/** The version of the tables below; kept in the database, so that an older Teal refuses a newer one. */
export const schemaVersion = 1

export function createTables(dialect: 'sqlite' | 'postgres'): string[] {
  const id =
    dialect === 'sqlite'
      ? 'integer primary key autoincrement'
      : 'bigint generated always as identity primary key'
  const time = dialect === 'sqlite' ? 'integer' : 'bigint'
  return [
    `create table leases (
       application text primary key,
       epoch ${time} not null,
       holder text,
       acquired_at ${time} not null,
       expires_at ${time} not null
     )`,
    `create table rollouts (
       id ${id},
       application text not null,
       kind text not null,
       release text not null,
       plan text not null,
       state text not null,
       outcome text,
       reason text,
       requested_by text not null,
       created_at ${time} not null,
       finished_at ${time}
     )`,
    // One rollout at a time, whatever else goes wrong.
    `create unique index one_unfinished_rollout on rollouts (application) where finished_at is null`,
    `create table journal (
       id ${id},
       rollout ${time} not null references rollouts (id),
       at ${time} not null,
       stage text,
       kind text not null,
       text text not null,
       data text
     )`,
    `create index journal_of_rollout on journal (rollout, id)`,
    `create table requests (
       id ${id},
       rollout ${time} not null references rollouts (id),
       kind text not null,
       requested_by text not null,
       reason text not null,
       at ${time} not null
     )`,
    `create table timers (
       application text not null,
       colour text not null,
       release text not null,
       due_at ${time} not null,
       primary key (application, colour)
     )`,
    `create table audit (
       seq ${time} primary key,
       application text not null,
       at ${time} not null,
       who text not null,
       origin text not null,
       what text not null,
       why text not null,
       outcome text not null,
       previous text not null,
       hash text not null
     )`,
  ]
}
