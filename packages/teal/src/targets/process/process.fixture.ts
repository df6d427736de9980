import { serverCommand, type TargetFixture } from '../suite-application.ts'
import { createProcessTarget } from './process.ts'
import { processSettings } from './settings.ts'

export const settingsOf = (settings: unknown) => ({
  kind: 'process',
  settings: processSettings.parse(settings),
})

export const processFixture: TargetFixture = {
  create: createProcessTarget,
  settings: () => settingsOf({ command: serverCommand, instances: 2 }),
  failures: [
    {
      name: 'command not found',
      settings: settingsOf({ command: ['no-such-command', '{{ release.version }}'] }),
      says: [/no-such-command was not found/, /^command: no-such-command v1$/m],
    },
    {
      name: 'not executable',
      settings: settingsOf({ command: '/etc/passwd' }),
      says: [/\/etc\/passwd is not executable/],
    },
    {
      name: 'directory missing',
      settings: settingsOf({ command: 'true', directory: 'nowhere' }),
      says: [/directory .*\/nowhere does not exist/],
    },
    {
      name: 'exits at once',
      settings: settingsOf({
        command: ['sh', '-c', 'for n in $(seq 30); do echo line $n; done; exit 7'],
      }),
      says: [/exited with 7/, /its last output:\nline 11\n[^]*\nline 30$/],
    },
    {
      name: 'killed at once',
      settings: settingsOf({ command: ['sh', '-c', 'echo dying >&2; kill -9 $$'] }),
      says: [/killed by SIGKILL/, /^dying$/m],
    },
  ],
}
