import { convert, temporaryName, type Twin, type Words } from './words.ts'
import { NoPlan, type TableShape } from './intention.ts'

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`
const list = (names: string[]): string => names.map(quote).join(', ')

export const sqlite: Words = {
  quote,
  // BEFORE triggers of SQLite cannot change the row, so it is written again after it was. The WHEN
  // of each ends the exchange between the two as soon as both columns agree.
  keepInStep: (twin) => {
    const { table, from, to } = twin
    const [oldName, newName] = [quote(from.name), quote(to.name)]
    const forward = convert(twin.forward, `NEW.${oldName}`)
    const back = convert(twin.back, `NEW.${newName}`)
    const here = sameRow(table)
    const set = (column: string, value: string): string =>
      `BEGIN UPDATE ${quote(table.name)} SET ${column} = ${value} WHERE ${here}; END`
    const make = (suffix: string, when: string, condition: string, action: string): string =>
      `CREATE TRIGGER ${trigger(twin, suffix)} AFTER ${when} ON ${quote(table.name)}\nWHEN ${condition} ${action}`
    return [
      make(
        '_ins_new',
        'INSERT',
        `NEW.${newName} IS NOT NULL AND NEW.${newName} IS NOT ${forward}`,
        set(oldName, back),
      ),
      make(
        '_ins_old',
        'INSERT',
        `NEW.${newName} IS NULL AND NEW.${oldName} IS NOT NULL`,
        set(newName, forward),
      ),
      make(
        '_upd_new',
        `UPDATE OF ${newName}`,
        `NEW.${newName} IS NOT OLD.${newName} AND NEW.${newName} IS NOT ${forward}`,
        set(oldName, back),
      ),
      make(
        '_upd_old',
        `UPDATE OF ${oldName}`,
        `NEW.${oldName} IS NOT OLD.${oldName} AND NEW.${newName} IS OLD.${newName} AND NEW.${newName} IS NOT ${forward}`,
        set(newName, forward),
      ),
    ]
  },
  stopKeeping: (twin) =>
    ['_ins_new', '_ins_old', '_upd_new', '_upd_old'].map(
      (suffix) => `DROP TRIGGER ${trigger(twin, suffix)}`,
    ),
  copy: ({ table, from, to, forward }) => {
    const value = convert(forward, quote(from.name))
    return `UPDATE ${quote(table.name)} SET ${quote(to.name)} = ${value}\nWHERE ${quote(to.name)} IS NOT ${value}`
  },
  // A column cannot be made NOT NULL in every version that is in use; the triggers see to it meanwhile.
  refuseNull: () => [],
  allowMissing: () => [],
  createIndex: (table, columns, unique, name) =>
    `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${quote(name)} ON ${quote(table)} (${list(columns)})`,
  dropIndex: (_table, name) => `DROP INDEX ${quote(name)}`,
  alias: (table, name) => {
    const columns = table.columns.map((column) => column.name)
    const values = columns.map((column) => `NEW.${quote(column)}`).join(', ')
    const sets = columns.map((column) => `${quote(column)} = NEW.${quote(column)}`).join(', ')
    const key = keyOf(table)
    const here = key.map((column) => `${quote(column)} IS OLD.${quote(column)}`).join(' AND ')
    const make = (event: string, action: string): string =>
      `CREATE TRIGGER ${quote(`teal_${name}_${event.toLowerCase()}`)} INSTEAD OF ${event} ON ${quote(name)}\nBEGIN ${action}; END`
    return [
      `CREATE VIEW ${quote(name)} AS SELECT ${list(columns)} FROM ${quote(table.name)}`,
      make('INSERT', `INSERT INTO ${quote(table.name)} (${list(columns)}) VALUES (${values})`),
      make('UPDATE', `UPDATE ${quote(table.name)} SET ${sets} WHERE ${here}`),
      make('DELETE', `DELETE FROM ${quote(table.name)} WHERE ${here}`),
    ]
  },
  takeName: (table, name) => [
    `DROP VIEW ${quote(name)}`,
    `ALTER TABLE ${quote(table.name)} RENAME TO ${quote(name)}`,
  ],
  addCheck: () => noAlter('a CHECK'),
  addForeignKey: () => noAlter('a foreign key'),
  addUnique: (table, name, columns) => [
    [`CREATE UNIQUE INDEX ${quote(name)} ON ${quote(table)} (${list(columns)})`],
  ],
  setDefault: () => noAlter('another default'),
}

function noAlter(what: string): never {
  throw new NoPlan(
    `SQLite cannot give a table ${what}: rebuild the table in a contract migration once no release needs the old one`,
  )
}

function trigger(twin: Twin, suffix: string): string {
  return quote(temporaryName(twin, suffix))
}

function sameRow(table: TableShape): string {
  return keyOf(table)
    .map((column) => `${quote(column)} IS NEW.${quote(column)}`)
    .join(' AND ')
}

function keyOf(table: TableShape): string[] {
  if (table.key.length === 0) {
    throw new NoPlan(`${table.name} has no primary key by which its rows could be found again`)
  }
  return table.key
}
