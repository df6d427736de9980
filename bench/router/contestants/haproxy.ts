import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../../testing/ports.ts'
import { coresOf, launch, saidVersion, type Contestant } from '../launch.ts'

export const haproxy: Contestant = {
  name: 'haproxy',
  version: saidVersion('haproxy', ['-v'], /version (\S+)/),
  start: async ({ originPort, threads, certificate }) => {
    const directory = mkdtempSync(join(tmpdir(), 'teal-bench-'))
    const [port, tlsPort] = [await freePort(), await freePort()]
    const both = join(directory, 'site.pem')
    writeFileSync(
      both,
      readFileSync(certificate.cert, 'utf8') + readFileSync(certificate.key, 'utf8'),
    )
    const config = join(directory, 'haproxy.cfg')
    writeFileSync(
      config,
      `global
  nbthread ${threads}
  maxconn 12000
  no strict-limits
defaults
  mode http
  timeout client 600s
  timeout server 60s
  timeout connect 2s
  option forwardfor
  http-reuse always
frontend users
  bind 127.0.0.1:${port}
  bind 127.0.0.1:${tlsPort} ssl crt ${both} alpn h2,http/1.1 ssl-min-ver TLSv1.2
  unique-id-format %{+X}o\\ %ci:%cp_%fi:%fp_%Ts_%rt:%pid
  unique-id-header X-Request-Id
  http-request set-header X-Forwarded-Proto http unless { ssl_fc }
  http-request set-header X-Forwarded-Proto https if { ssl_fc }
  default_backend origin
backend origin
  server one 127.0.0.1:${originPort}
`,
    )
    const argv = ['haproxy', '-f', config]
    return await launch({
      name: 'haproxy',
      port,
      tlsPort,
      cores: coresOf(threads),
      argv,
      directory,
    })
  },
}
