// The collations of a real server that a shadow of its own has not got: the seed is made without those of the
// operating system and of ICU, though PGlite has ICU's rules. They are made as schema and migrations name them.

import { identifier, type Session } from './session.ts'

/** A collation as a statement names it, and whether CREATE makes one of that name. */
const named =
  /(\bcreate\s+)?\bcollat(?:e|ion)\s*=?\s*(?:if\s+not\s+exists\s+)?(?:"?pg_catalog"?\s*\.\s*)?"([^"]+)"/gi

const ofIcu = /^([a-z]{2,3}(?:-\w+)*)-x-icu$/
const ofSystem = /^([a-z]{2,3})_([A-Z]{2})(\.[\w-]+)?(@\w+)?$/

/** Makes the collations that `sql` names and that a server has by itself. Those of the system sort as ICU does. */
export async function provideCollations(session: Session, sql: string): Promise<void> {
  if (session.shared) return
  const found = [...sql.matchAll(named)]
  const own = new Set(found.flatMap(([, create, name]) => (create === undefined ? [] : [name])))
  const locales = new Map<string, string>()
  for (const [, , name = ''] of found) {
    const system = ofSystem.exec(name)
    const locale = ofIcu.exec(name)?.[1] ?? (system && `${system[1]}-${system[2]}`)
    if (locale && !own.has(name)) locales.set(name, locale)
  }
  if (locales.size === 0) return
  await session.run(
    [...locales]
      .map(
        ([name, locale]) =>
          `create collation if not exists pg_catalog.${identifier(name)} (provider = icu, locale = '${locale}')`,
      )
      .join(';'),
  )
}

/**
 * CREATE COLLATION with its locale in ICU's older words: PGlite lacks the table of the newer ones, as in
 * `und-u-ks-level2`, and would not heed them.
 */
export function inOlderWords(sql: string): string {
  if (!/\bcreate\s+collation\b/i.test(sql)) return sql
  return sql.replaceAll(/'([\w-]+?)-u-([\w-]+)'/g, (_, language: string, extension: string) => {
    const words = [...extension.matchAll(/(?<![^-])([a-z]{2})(?:-(\w{3,}))?/g)].flatMap(
      ([, key = '', value = 'true']) => {
        const attribute = attributes[key]
        return attribute === undefined ? [] : [`${attribute}=${values[value] ?? value}`]
      },
    )
    return `'${language.replace('und', '')}@${words.join(';')}'`
  })
}

const attributes: Record<string, string> = {
  co: 'collation',
  ka: 'colAlternate',
  kb: 'colBackwards',
  kc: 'colCaseLevel',
  kf: 'colCaseFirst',
  kk: 'colNormalization',
  kn: 'colNumeric',
  ks: 'colStrength',
}

const values: Record<string, string> = {
  true: 'yes',
  false: 'no',
  level1: 'primary',
  level2: 'secondary',
  level3: 'tertiary',
  level4: 'quaternary',
  identic: 'identical',
  noignore: 'non-ignorable',
  phonebk: 'phonebook',
  trad: 'traditional',
}
