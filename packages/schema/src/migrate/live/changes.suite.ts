// Changes that take four deployments, and the releases of an application that go with them.

import type { Intention, Shape } from '../../plan/intention.ts'

/** A release as its application works: which column it writes, and which it reads. */
export type Release = { name: string; writes: string; reads: string }

export type Change = {
  intention: Intention
  shape: Shape
  /** The release from before, and the one of each deployment. */
  releases: Release[]
  /** The first release that can live with the contract a deployment brings. */
  needs: (deployment: number) => string
}

export type Users = {
  id: { type: string; default?: string }
  name: { type: string; notNull: boolean }
}

/** `users.name` becomes `full_name`. */
export function renameName(users: Users): Change {
  return {
    intention: { kind: 'rename-column', table: 'users', column: 'name', to: 'full_name' },
    shape: shapeOf(users),
    releases: [
      { name: 'v0', writes: 'name', reads: 'name' },
      { name: 'v1', writes: 'name', reads: 'name' },
      { name: 'v2', writes: 'name', reads: 'full_name' },
      { name: 'v3', writes: 'full_name', reads: 'full_name' },
      { name: 'v4', writes: 'full_name', reads: 'full_name' },
    ],
    needs: (deployment) => `v${deployment}`,
  }
}

/** `users.id` becomes a bigint. The release of the second deployment copes with either type. */
export function widenId(users: Users): Change {
  const names = ['v0', 'v1', 'v2', 'v3', 'v4']
  return {
    intention: { kind: 'widen-key', table: 'users', column: 'id' },
    shape: shapeOf(users),
    releases: names.map((name) => ({ name, writes: 'name', reads: 'name' })),
    needs: (deployment) => (deployment === 3 ? 'v2' : `v${deployment}`),
  }
}

function shapeOf({ id, name }: Users): Shape {
  const columns = [
    { name: 'id', type: id.type, notNull: true, default: id.default ?? null },
    { name: 'name', ...name, default: null },
    { name: 'age', type: 'integer', notNull: false, default: null },
  ]
  const indexes = [{ name: 'users_name', columns: ['name'], unique: false }]
  return { tables: [{ name: 'users', key: ['id'], columns, indexes }] }
}
