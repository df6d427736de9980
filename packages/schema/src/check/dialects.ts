import type { OpenJudge } from '../judge/dialect.ts'
import type { Dialect } from '../verdict.ts'

const judges: Record<Dialect, () => Promise<OpenJudge>> = {
  postgres: async () => (await import('../postgres/judge.ts')).openPostgresJudge,
  mysql: async () => (await import('../mysql/judge.ts')).openJudge,
  sqlite: async () => (await import('../sqlite/judge.ts')).openJudge,
}

/** The judge of a dialect, loaded when it is needed: each brings a parser or a database of its own. */
export function judgeOf(dialect: Dialect): Promise<OpenJudge> {
  return judges[dialect]()
}

/** The dialect by its name, or by the scheme of the database's URL, or PostgreSQL. */
export function dialectOf(name: string | undefined, database: string | undefined): Dialect {
  const wanted = name ?? schemes[/^([a-z]+):/.exec(database ?? '')?.[1] ?? ''] ?? 'postgres'
  if (wanted in judges) return wanted as Dialect
  if (wanted === 'postgresql') return 'postgres'
  if (wanted === 'mariadb') return 'mysql'
  throw new Error(`there is no dialect ${wanted}; say postgres, mysql or sqlite`)
}

const schemes: Record<string, Dialect> = {
  postgres: 'postgres',
  postgresql: 'postgres',
  mysql: 'mysql',
  mariadb: 'mysql',
  file: 'sqlite',
  sqlite: 'sqlite',
}
