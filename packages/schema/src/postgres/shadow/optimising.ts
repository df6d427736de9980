import { setFlagsFromString } from 'node:v8'
import type { MigrationFile } from '../../judge/dialect.ts'

/** Statements whose trials take as much longer in code that is not optimised as optimising takes. */
const worthwhileFrom = 200

/**
 * Has V8 run the shadow's WebAssembly as it is first compiled, unless there is much to judge: optimising
 * costs a second and 500 MB of memory, most of it for one function (PostgreSQL's parser), and saves five
 * milliseconds a statement. It is a setting of the whole process, made before a shadow is opened.
 */
export function optimiseFor(files: readonly MigrationFile[]): void {
  const statements = files.reduce((sum, { sql }) => sum + sql.split(';').length - 1, 0)
  if (statements >= worthwhileFrom) return
  setFlagsFromString('--no-wasm-tier-up')
  setFlagsFromString('--no-wasm-dynamic-tiering')
}
