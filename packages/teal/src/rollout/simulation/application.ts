import type { Application } from '../../model/application.ts'

/** An application for the simulated world: short real deadlines, since its own time passes when it wants. */
export const simulatedApplication: Application = {
  name: 'shop',
  directory: '/',
  file: '/teal.yaml',
  stateDirectory: '/.teal',
  entrance: 'http://entrance.test',
  store: 'sqlite::memory:',
  target: { kind: 'simulated', settings: {} },
  traffic: { kind: 'simulated', settings: {} },
  secrets: [],
  stages: {
    expand: { command: ['migrate'], environment: {}, timeoutMs: 2_000 },
    deploy: { timeoutMs: 2_000 },
    health: {
      path: '/health',
      status: 200,
      everyMs: 10,
      passes: 2,
      requestTimeoutMs: 100,
      timeoutMs: 30,
    },
    validate: {
      checks: [{ version: { path: '/version', field: null, timeoutMs: 100 } }],
      timeoutMs: 2_000,
    },
    'warm-up': { paths: ['/'], requests: 2, timeoutMs: 2_000 },
    approve: null,
    switch: { timeoutMs: 2_000 },
    verify: { version: null, timeoutMs: 2_000 },
    watch: { forMs: 200, everyMs: 20, errors: 0.05, p99Ms: 1_000, minimumRequests: 20 },
    drain: { timeoutMs: 2_000 },
    retire: { afterMs: 5_000 },
  },
}
