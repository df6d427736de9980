import { convert, temporaryName, type Twin, type Words } from './words.ts'

const quote = (name: string): string => `\`${name.replaceAll('`', '``')}\``
const list = (names: string[]): string => names.map(quote).join(', ')
const online = 'ALGORITHM=INPLACE, LOCK=NONE'

export const mysql: Words = {
  quote,
  keepInStep: (twin) => {
    const table = quote(twin.table.name)
    const [oldName, newName] = [quote(twin.from.name), quote(twin.to.name)]
    const forward = `SET NEW.${newName} = ${convert(twin.forward, `NEW.${oldName}`)}`
    const back = `SET NEW.${oldName} = ${convert(twin.back, `NEW.${newName}`)}`
    return [
      `CREATE TRIGGER ${trigger(twin, '_ins')} BEFORE INSERT ON ${table} FOR EACH ROW
  IF NEW.${newName} IS NOT NULL THEN ${back}; ELSE ${forward}; END IF`,
      `CREATE TRIGGER ${trigger(twin, '_upd')} BEFORE UPDATE ON ${table} FOR EACH ROW
  IF NOT (NEW.${newName} <=> OLD.${newName}) THEN ${back};
  ELSEIF NOT (NEW.${oldName} <=> OLD.${oldName}) THEN ${forward}; END IF`,
    ]
  },
  stopKeeping: (twin) => [
    `DROP TRIGGER ${trigger(twin, '_ins')}`,
    `DROP TRIGGER ${trigger(twin, '_upd')}`,
  ],
  copy: ({ table, from, to, forward }) => {
    const value = convert(forward, quote(from.name))
    return `UPDATE ${quote(table.name)} SET ${quote(to.name)} = ${value}\nWHERE NOT (${quote(to.name)} <=> ${value})`
  },
  refuseNull: (table, column) => [
    [
      `ALTER TABLE ${quote(table.name)} MODIFY ${quote(column.name)} ${column.type} NOT NULL${withDefault(column.default)}, ${online}`,
    ],
  ],
  allowMissing: (table, column) =>
    column.notNull && column.default === null
      ? [
          `ALTER TABLE ${quote(table.name)} MODIFY ${quote(column.name)} ${column.type} NULL, ${online}`,
        ]
      : [],
  createIndex: (table, columns, unique, name) =>
    `ALTER TABLE ${quote(table)} ADD ${unique ? 'UNIQUE ' : ''}INDEX ${quote(name)} (${list(columns)}), ${online}`,
  dropIndex: (table, name) => `ALTER TABLE ${quote(table)} DROP INDEX ${quote(name)}, ${online}`,
  alias: (table, name) => [
    `CREATE VIEW ${quote(name)} AS SELECT ${list(table.columns.map((column) => column.name))} FROM ${quote(table.name)}`,
  ],
  takeName: (table, name) => [
    // One statement: at no moment is the name of nothing.
    `RENAME TABLE ${quote(name)} TO ${quote(`${name}_view`)}, ${quote(table.name)} TO ${quote(name)}`,
    `DROP VIEW ${quote(`${name}_view`)}`,
  ],
  addCheck: (table, name, expression) => [
    [`ALTER TABLE ${quote(table)} ADD CONSTRAINT ${quote(name)} CHECK (${expression})`],
  ],
  addForeignKey: (table, name, definition) => [
    [
      // Without the checks the key is made in place; the rows have been tested before.
      'SET SESSION foreign_key_checks = 0',
      `ALTER TABLE ${quote(table)} ADD CONSTRAINT ${quote(name)} ${definition}, ${online}`,
      'SET SESSION foreign_key_checks = 1',
    ],
  ],
  addUnique: (table, name, columns) => [
    [`ALTER TABLE ${quote(table)} ADD UNIQUE INDEX ${quote(name)} (${list(columns)}), ${online}`],
  ],
  setDefault: (table, column, value) => [
    `ALTER TABLE ${quote(table.name)} ALTER COLUMN ${quote(column.name)} ${value === null ? 'DROP DEFAULT' : `SET DEFAULT ${value}`}`,
  ],
}

function trigger(twin: Twin, suffix: string): string {
  return quote(temporaryName(twin, suffix))
}

function withDefault(value: string | null): string {
  return value === null ? '' : ` DEFAULT ${value}`
}
