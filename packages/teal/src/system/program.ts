import { fileURLToPath } from 'node:url'

/** The `teal` that this code belongs to, for processes that must outlive this one. */
export const program = fileURLToPath(new URL('../../bin/teal.js', import.meta.url))
