import { TealError } from './error.ts'

/** One immutable version of an application. */
export type Release = {
  /** What people call it: `v1.5.0`, a commit, a date. Also `{{ release.version }}` in teal.yaml. */
  version: string
}

const allowed = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,99}$/

/**
 * Reads a release's name from outside. The letters allowed are few on purpose: the name ends up in
 * arguments, paths, environment variables and URLs, and in none of them may it mean anything else.
 * `..` is refused with them, since it would leave a folder.
 */
export function parseRelease(version: string): Release {
  if (!allowed.test(version) || version.includes('..')) {
    throw new TealError('usage', `"${version}" cannot be the name of a release`, {
      hint: 'use up to 100 letters, digits, dots, dashes, underscores and plus signs, as in v1.5.0',
    })
  }
  return { version }
}
