/**
 * Whether a column that changes from type `was` to `is` still gives the running version what it
 * expects: every old value looks the same, and every old value still fits.
 */
export function isWider(was: string, is: string): boolean {
  const from = parse(was)
  const to = parse(is)
  if (isText(from.name) && isText(to.name)) return fits(from.modifiers[0], to.modifiers[0])
  if (from.name === 'cidr' && to.name === 'inet') return true
  if (from.name !== to.name) return false
  if (from.name === 'numeric') {
    if (to.modifiers.length === 0) return true
    return from.modifiers[1] === to.modifiers[1] && fits(from.modifiers[0], to.modifiers[0])
  }
  if (from.name === 'character' || from.name === 'bit') return was === is
  return fits(from.modifiers[0], to.modifiers[0])
}

function fits(was: number | undefined, is: number | undefined): boolean {
  if (is === undefined) return true
  return was !== undefined && is >= was
}

function isText(name: string): boolean {
  return name === 'text' || name === 'character varying'
}

/** `timestamp(3) without time zone` is `timestamp without time zone` with the modifier 3. */
function parse(type: string): { name: string; modifiers: number[] } {
  const modifiers = /\(([\d,]+)\)/.exec(type)?.[1]?.split(',').map(Number) ?? []
  return { name: type.replace(/\([\d,]+\)/, ''), modifiers }
}
