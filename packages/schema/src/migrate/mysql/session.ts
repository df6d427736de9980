// What a file sets for its session, taken back when the file is done. The server's own way to do so would
// let go of the runner's lock too.

import { quote } from './world.ts'
import { settings, type MysqlConnection } from './connection.ts'

/** What is not set but happens, or would mean something else when it is set. */
const happens =
  /^(timestamp|identity|insert_id|last_insert_id|rand_seed\d|pseudo_.*|warning_count|error_count|in_transaction|.*gtid.*)$/

export type SessionSettings = {
  /** Before the first setting of a file. */
  remember: () => Promise<void>
  /** Sets what is not as it was. */
  restore: () => Promise<void>
}

export function sessionSettings(connection: MysqlConnection, database: string): SessionSettings {
  let before: Map<string, string> | undefined
  const read = async (): Promise<Map<string, string>> => {
    const { rows } = await connection.query('show session variables')
    return new Map(rows.map((row) => Object.values(row).map(String) as [string, string]))
  }
  return {
    remember: async () => {
      before ??= await read()
    },
    restore: async () => {
      if (!before) return
      for (const [name, value] of await read()) {
        const old = before.get(name)
        if (old === undefined || old === value || happens.test(name)) continue
        await connection.run(
          `set session ${name} = ${/^-?\d+(\.\d+)?$/.test(old) ? old : quoted(old)}`,
        )
      }
      before = undefined
      await connection.run(`use ${quote(database)}`)
      await connection.run(`${settings}, timestamp = default`)
    },
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
