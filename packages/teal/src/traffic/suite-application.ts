import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AdapterSettings, Application } from '../model/application.ts'

/** An application in a directory of its own; only its traffic and its entrance matter here. */
export function suiteApplication(traffic: AdapterSettings, entrance: string): Application {
  const directory = mkdtempSync(join(tmpdir(), 'teal-traffic-'))
  return {
    name: 'shop',
    directory,
    file: join(directory, 'teal.yaml'),
    stateDirectory: join(directory, '.teal'),
    entrance,
    store: `sqlite:${join(directory, '.teal', 'teal.db')}`,
    target: { kind: 'none', settings: {} },
    traffic,
    stages: {
      expand: null,
      deploy: { timeoutMs: 60_000 },
      health: null,
      validate: null,
      'warm-up': null,
      approve: null,
      switch: { timeoutMs: 60_000 },
      verify: null,
      watch: null,
      drain: null,
      retire: null,
    },
    secrets: [],
  }
}
