import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Application } from '../model/application.ts'

/** An application for tests, in a directory of its own: every stage that can be off is off. */
export function bareApplication(settings: Partial<Application>): Application {
  const directory = mkdtempSync(join(tmpdir(), 'teal-application-'))
  return {
    name: 'shop',
    directory,
    file: join(directory, 'teal.yaml'),
    stateDirectory: join(directory, '.teal'),
    entrance: 'http://127.0.0.1:1',
    store: `sqlite:${join(directory, '.teal', 'teal.db')}`,
    target: { kind: 'none', settings: {} },
    traffic: { kind: 'none', settings: {} },
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
    ...settings,
  }
}
