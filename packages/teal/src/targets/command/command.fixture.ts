import { join } from 'node:path'
import type { TargetFixture } from '../suite-application.ts'
import { createCommandTarget } from './command.ts'
import { commandSettings } from './settings.ts'

const script = join(import.meta.dirname, 'fixtures', 'colour.ts')
const run = (...args: string[]): string[] => [process.execPath, script, ...args]

const working = {
  deploy: run('deploy', '{{ colour }}', '{{ release.version }}'),
  observe: run('observe', '{{ colour }}'),
  stop: run('stop', '{{ colour }}'),
  logs: run('logs', '{{ colour }}'),
}

export const settingsOf = (settings: object) => ({
  kind: 'command',
  settings: commandSettings.parse({ ...working, ...settings }),
})

export const commandFixture: TargetFixture = {
  create: createCommandTarget,
  settings: () => settingsOf({}),
  failures: [
    {
      name: 'script not found',
      settings: settingsOf({ deploy: ['./no-such-script', '{{ release.version }}'] }),
      says: [/deploy script was not found/, /^command: \.\/no-such-script v1$/m],
    },
    {
      name: 'not executable',
      settings: settingsOf({ deploy: '/etc/passwd' }),
      says: [/deploy script is not executable/],
    },
    {
      name: 'exits with an error',
      settings: settingsOf({
        deploy: ['sh', '-c', 'for n in $(seq 30); do echo line $n; done; exit 7'],
      }),
      says: [/exited with 7/, /its last output:\nline 11\n[^]*\nline 30$/],
    },
    {
      name: 'is killed',
      settings: settingsOf({ deploy: ['sh', '-c', 'echo dying >&2; kill -9 $$'] }),
      says: [/killed by SIGKILL/, /^dying$/m],
    },
    {
      name: 'takes too long',
      settings: settingsOf({ deploy: ['sh', '-c', 'echo waiting; sleep 60'], timeout: '200ms' }),
      says: [/did not end within 0.2 s/, /^waiting$/m],
    },
    {
      name: 'ends well but deploys nothing',
      settings: settingsOf({ deploy: 'true' }),
      says: [/v1 is not on blue/, /"instances":\[\]/],
    },
  ],
}
