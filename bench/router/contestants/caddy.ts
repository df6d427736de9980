import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../../testing/ports.ts'
import { coresOf, launch, saidVersion, type Contestant } from '../launch.ts'

export const caddy: Contestant = {
  name: 'caddy',
  version: saidVersion('caddy', ['version'], /^(\S+)/),
  start: async ({ originPort, threads, certificate: { cert, key } }) => {
    const directory = mkdtempSync(join(tmpdir(), 'teal-bench-'))
    const [port, tlsPort] = [await freePort(), await freePort()]
    const config = join(directory, 'Caddyfile')
    writeFileSync(
      config,
      `{
  admin off
  auto_https off
  default_sni localhost
  log {
    output discard
  }
}
http://:${port} {
  bind 127.0.0.1
  reverse_proxy 127.0.0.1:${originPort}
}
https://:${tlsPort} {
  bind 127.0.0.1
  tls ${cert} ${key}
  reverse_proxy 127.0.0.1:${originPort}
}
`,
    )
    return await launch({
      name: 'caddy',
      port,
      tlsPort,
      cores: coresOf(threads),
      argv: ['caddy', 'run', '--config', config, '--adapter', 'caddyfile'],
      directory,
      env: {
        GOMAXPROCS: String(threads),
        XDG_DATA_HOME: directory,
        XDG_CONFIG_HOME: directory,
      },
    })
  },
}
