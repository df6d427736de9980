// Reading libpg_query's trees without types of its own for every node.

import type { Node } from '../grammar.ts'

export function child(node: Node | undefined, key: string): Node | undefined {
  const value = node?.[key]
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Node)
    : undefined
}

export function text(node: Node | undefined, key: string): string {
  const value = node?.[key]
  return typeof value === 'string' ? value : ''
}

export function list(node: Node | undefined, key: string): Node[] {
  const value = node?.[key]
  return Array.isArray(value) ? (value as Node[]) : []
}

/** The node inside a wrapper such as `{ AlterTableCmd: … }`, or undefined for another type. */
export function only(node: Node | undefined, type: string): Node | undefined {
  return child(node, type)
}

/** `schema.name` or `name` of a RangeVar. */
export function relationName(range: Node | undefined): string {
  const schema = text(range, 'schemaname')
  const name = text(range, 'relname')
  return schema === '' ? name : `${schema}.${name}`
}

/** The dotted name in a list of String nodes. */
export function dotted(nodes: readonly Node[]): string {
  return nodes.map((node) => text(child(node, 'String'), 'sval')).join('.')
}

/** The name of a type as the parser knows it, without `pg_catalog`, with its modifiers and `[]`. */
export function typeName(node: Node | undefined): string {
  const names = list(node, 'names').map((one) => text(child(one, 'String'), 'sval'))
  const plain = names.filter((name) => name !== 'pg_catalog').join('.')
  const modifiers = list(node, 'typmods').map((one) => {
    const constant = child(one, 'A_Const')
    return String(Number(child(constant, 'ival')?.['ival'] ?? 0))
  })
  const array = list(node, 'arrayBounds').length > 0 ? '[]' : ''
  return `${plain}${modifiers.length > 0 ? `(${modifiers.join(',')})` : ''}${array}`
}

/** Every node below `node` with the type of its wrapper. */
export function* walk(node: unknown): Generator<[string, Node]> {
  if (Array.isArray(node)) {
    for (const one of node) yield* walk(one)
  } else if (typeof node === 'object' && node !== null) {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'object' && value !== null) {
        if (!Array.isArray(value)) yield [key, value as Node]
        yield* walk(value)
      }
    }
  }
}

/**
 * Whether an option of a list in parentheses, as in `VACUUM (FULL off)`, is given and not switched off.
 * An option without a value is on.
 */
export function isOn(options: readonly Node[], name: string): boolean {
  const option = options
    .map((one) => child(one, 'DefElem'))
    .findLast((one) => text(one, 'defname').toLowerCase() === name)
  if (option === undefined) return false
  const given = child(option, 'arg')
  if (given === undefined) return true
  const word = text(child(given, 'String'), 'sval').toLowerCase()
  if (word !== '') return word !== 'off' && word !== 'false'
  const is = child(given, 'Boolean')?.['boolval'] ?? child(given, 'Integer')?.['ival']
  return is === true || is === 1
}
