import { defineConfig } from 'vitest/config'

// Fast suites say within a minute that something is broken; the slow ones use real servers and whole
// rollouts (`*.system.test.ts`) and run after them, one file at a time, because they share two cores.
const shared = { pool: 'forks' as const, environment: 'node' as const }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'fast',
          include: ['{packages,testing,scripts}/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/*.system.test.ts'],
          testTimeout: 20_000,
          setupFiles: ['testing/seed.ts'],
        },
      },
      {
        test: {
          ...shared,
          name: 'system',
          include: ['{packages,testing,examples}/**/*.system.test.ts'],
          exclude: ['**/node_modules/**'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 120_000,
          // Hundreds of real servers on two noisy cores: one late process must not hide whether the rest holds.
          // `npm test` names whatever needed its second try.
          retry: 1,
        },
      },
    ],
  },
})
