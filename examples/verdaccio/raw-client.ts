import { createHash, randomBytes } from 'node:crypto'
import { Agent, request } from 'node:http'

// A client that speaks the registry's protocol itself, many times faster than npm starts: it publishes with
// one PUT, and reads back the document and the tarball.

export type RawPackage = { name: string; version: string; tarball: Buffer; integrity: string }

type Reply = { status: number; body: Buffer }

export type RawClient = {
  login: (user: string, password: string) => Promise<string>
  publish: (name: string, version: string) => Promise<RawPackage>
  /** Rejects unless the package is there, byte for byte. */
  verify: (published: RawPackage) => Promise<void>
  /** The versions that the registry knows of a package. */
  versions: (name: string) => Promise<string[]>
  close: () => void
}

/** `keepAlive`: one connection for everything; otherwise a new one for each request. */
export function createRawClient(registry: string, keepAlive: boolean, token = ''): RawClient {
  const agent = keepAlive ? new Agent({ keepAlive: true, maxSockets: 1 }) : false

  const exchange = (method: string, path: string, body?: unknown): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const headers = {
        'content-type': 'application/json',
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      }
      const asked = request(new URL(path, registry), { method, headers, agent }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }),
        )
      })
      asked.on('error', reject)
      asked.end(body === undefined ? undefined : JSON.stringify(body))
    })

  const expect = async (
    status: number,
    ...question: Parameters<typeof exchange>
  ): Promise<Buffer> => {
    const reply = await exchange(...question)
    if (reply.status === status) return reply.body
    throw new Error(
      `${question[0]} ${question[1]} answered ${reply.status}: ${reply.body.toString().slice(0, 300)}`,
    )
  }

  const read = async (name: string): Promise<PackageDocument> =>
    JSON.parse((await expect(200, 'GET', `/${name}`)).toString()) as PackageDocument

  return {
    login: async (user, password) => {
      const path = `/-/user/org.couchdb.user:${user}`
      const body = await expect(201, 'PUT', path, { name: user, password })
      return (JSON.parse(body.toString()) as { token: string }).token
    },
    publish: async (name, version) => {
      const tarball = randomBytes(8 * 1024)
      const published = { name, version, tarball, integrity: integrityOf(tarball) }
      await expect(201, 'PUT', `/${name}`, documentOf(registry, published))
      return published
    },
    verify: async ({ name, version, tarball, integrity }) => {
      const { dist } = (await read(name)).versions[version] ?? {}
      if (dist?.integrity !== integrity) {
        throw new Error(`${name}@${version}: published ${integrity}, found ${dist?.integrity}`)
      }
      const { pathname, origin } = new URL(dist.tarball)
      if (origin !== registry) throw new Error(`${name}: its tarball is said to be at ${origin}`)
      const found = await expect(200, 'GET', pathname)
      if (!found.equals(tarball)) throw new Error(`${name}@${version}: its tarball is not the same`)
    },
    versions: async (name) => Object.keys((await read(name)).versions),
    close: () => {
      if (agent !== false) agent.destroy()
    },
  }
}

type PackageDocument = {
  versions: Record<string, { dist: { integrity: string; tarball: string } }>
}

/** What `npm publish` sends. */
function documentOf(registry: string, { name, version, tarball, integrity }: RawPackage): unknown {
  const file = `${name}-${version}.tgz`
  const dist = {
    integrity,
    shasum: createHash('sha1').update(tarball).digest('hex'),
    tarball: `${registry}/${name}/-/${file}`,
  }
  return {
    _id: name,
    name,
    'dist-tags': { latest: version },
    versions: { [version]: { _id: `${name}@${version}`, name, version, dist } },
    _attachments: {
      [file]: {
        content_type: 'application/octet-stream',
        data: tarball.toString('base64'),
        length: tarball.length,
      },
    },
  }
}

function integrityOf(content: Buffer): string {
  return `sha512-${createHash('sha512').update(content).digest('base64')}`
}
