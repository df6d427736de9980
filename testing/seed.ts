import fc from 'fast-check'

// Property tests draw the same cases in every run: whether a commit is green must not hang on the draw.
// `SEED=42 npx vitest run --project fast` draws others, and `npm run fuzz:router` ever new ones.

fc.configureGlobal({ seed: Number(process.env['SEED'] ?? 1) })
