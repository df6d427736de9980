import { convert, temporaryName, type Twin, type Words } from './words.ts'

const quote = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`

const list = (names: string[]): string => names.map(quote).join(', ')

export const postgres: Words = {
  quote,
  keepInStep: (twin) => {
    const name = quote(temporaryName(twin))
    const inStep = convert(twin.forward, `NEW.${quote(twin.from.name)}`)
    return [
      `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$\n${body(twin)}\n$$`,
      // What is in step needs no call: neither the backfill nor who writes another column pays for one.
      `CREATE TRIGGER ${name} BEFORE INSERT OR UPDATE ON ${quote(twin.table.name)}
  FOR EACH ROW WHEN (NEW.${quote(twin.to.name)} IS DISTINCT FROM ${inStep})
  EXECUTE FUNCTION ${name}()`,
    ]
  },
  stopKeeping: (twin) => {
    const name = quote(temporaryName(twin))
    return [`DROP TRIGGER ${name} ON ${quote(twin.table.name)}`, `DROP FUNCTION ${name}()`]
  },
  copy: ({ table, from, to, forward }) => {
    const value = convert(forward, quote(from.name))
    return `UPDATE ${quote(table.name)} SET ${quote(to.name)} = ${value}\nWHERE ${quote(to.name)} IS DISTINCT FROM ${value}`
  },
  refuseNull: (table, column) => {
    const target = `ALTER TABLE ${quote(table.name)}`
    const name = quote(`${table.name}_${column.name}_not_null`)
    return [
      [`${target} ADD CONSTRAINT ${name} CHECK (${quote(column.name)} IS NOT NULL) NOT VALID`],
      [`${target} VALIDATE CONSTRAINT ${name}`],
      // The check that was proved spares SET NOT NULL the scan.
      [
        `${target} ALTER COLUMN ${quote(column.name)} SET NOT NULL`,
        `${target} DROP CONSTRAINT ${name}`,
      ],
    ]
  },
  allowMissing: (table, column) =>
    column.notNull && column.default === null
      ? [`ALTER TABLE ${quote(table.name)} ALTER COLUMN ${quote(column.name)} DROP NOT NULL`]
      : [],
  createIndex: (table, columns, unique, name) =>
    `CREATE ${unique ? 'UNIQUE ' : ''}INDEX CONCURRENTLY IF NOT EXISTS ${quote(name)} ON ${quote(table)} (${list(columns)})`,
  dropIndex: (_table, name) => `DROP INDEX CONCURRENTLY IF EXISTS ${quote(name)}`,
  alias: (table, name) => [
    `CREATE VIEW ${quote(name)} WITH (security_invoker = true) AS\nSELECT ${list(table.columns.map((column) => column.name))} FROM ${quote(table.name)}`,
    // Who may do something with the table may do it under its new name.
    `DO $$
DECLARE given record;
BEGIN
  FOR given IN SELECT grantee, privilege_type FROM information_schema.role_table_grants
    WHERE table_schema = current_schema() AND table_name = '${table.name}'
      AND privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE') AND grantee <> current_user
  LOOP
    EXECUTE format('GRANT %s ON ${quote(name)} TO %I', given.privilege_type, given.grantee);
  END LOOP;
END $$`,
  ],
  takeName: (table, name) => [
    `DROP VIEW ${quote(name)}`,
    `ALTER TABLE ${quote(table.name)} RENAME TO ${quote(name)}`,
  ],
  addCheck: (table, name, expression) => [
    [`ALTER TABLE ${quote(table)} ADD CONSTRAINT ${quote(name)} CHECK (${expression}) NOT VALID`],
    [`ALTER TABLE ${quote(table)} VALIDATE CONSTRAINT ${quote(name)}`],
  ],
  addForeignKey: (table, name, definition) => [
    [`ALTER TABLE ${quote(table)} ADD CONSTRAINT ${quote(name)} ${definition} NOT VALID`],
    [`ALTER TABLE ${quote(table)} VALIDATE CONSTRAINT ${quote(name)}`],
  ],
  addUnique: (table, name, columns) => [
    [
      `CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ${quote(name)} ON ${quote(table)} (${list(columns)})`,
    ],
    [`ALTER TABLE ${quote(table)} ADD CONSTRAINT ${quote(name)} UNIQUE USING INDEX ${quote(name)}`],
  ],
  setDefault: (table, column, value) => [
    `ALTER TABLE ${quote(table.name)} ALTER COLUMN ${quote(column.name)} ${value === null ? 'DROP DEFAULT' : `SET DEFAULT ${value}`}`,
  ],
}

/**
 * Who names the new column knows of it, and what it writes counts. The new column has no default, so
 * that NULL in an INSERT means that it was not named.
 */
function body({ from, to, forward, back }: Twin): string {
  const [oldName, newName] = [`NEW.${quote(from.name)}`, `NEW.${quote(to.name)}`]
  return `BEGIN
  IF TG_OP = 'INSERT' THEN
    IF ${newName} IS NULL THEN
      ${newName} := ${convert(forward, oldName)};
    ELSE
      ${oldName} := ${convert(back, newName)};
    END IF;
  ELSIF ${newName} IS DISTINCT FROM OLD.${quote(to.name)} THEN
    ${oldName} := ${convert(back, newName)};
  ELSIF ${oldName} IS DISTINCT FROM OLD.${quote(from.name)} THEN
    ${newName} := ${convert(forward, oldName)};
  END IF;
  RETURN NEW;
END`
}
