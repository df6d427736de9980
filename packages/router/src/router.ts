import { setTimeout as sleep } from 'node:timers/promises'
import type { AcmeSettings } from './acme/settings.ts'
import { Certificates } from './certificates.ts'
import type { EntranceSettings } from './entrance/entrance.ts'
import { RouterError } from './errors.ts'
import type { PeerSettings } from './peer/peer.ts'
import { prometheusText } from './metrics/prometheus.ts'
import { HealthChecks } from './services/health.ts'
import { countersOf, serviceStatus } from './services/observed.ts'
import { Registry, type ServiceSettings } from './services/registry.ts'
import type { ClientLimits } from './services/settings.ts'
import { StateStore } from './state/state.ts'
import type { Counters, RouterStatus, ServiceStatus } from './status.ts'
import { indexOf, type Colour, type ColourIndex } from './switchboard/routing-word.ts'
import type { MirrorCounts } from './switchboard/switchboard.ts'
import type { TlsSettings } from './tls/settings.ts'
import type { Predecessor } from './upgrade/predecessor.ts'
import type { Handover } from './upgrade/successor.ts'
import { VERSION } from './version.ts'
import { Workers } from './workers.ts'

const DRAIN_POLL_MS = 5
const HOLD_POLL_MS = 1
/** Share of a drain's time over which endless streams are ended; the rest is for requests that end themselves. */
const WANE_SHARE = 0.8

export type RouterSettings = {
  host: string
  port: number
  threads: number
  statePath: string | null
  limits: ClientLimits
  /** JSON lines, one a request; null: none. */
  accessLog: string | null
  peers: PeerSettings
  /** Trusted proxies begin each connection with the PROXY protocol, and nobody else may connect. */
  proxyProtocol: boolean
  /** Null: there is no TLS port. */
  tls: TlsSettings | null
  /** Null: no certificates are got from an authority. */
  acme: AcmeSettings | null
  /** The router process that this one takes over from. */
  predecessor: Predecessor | null
}

/** A running router: its services, its workers, and the acts that the admin API offers. */
export class Router {
  private readonly settings: RouterSettings
  private readonly registry: Registry
  private readonly state: StateStore | null
  private readonly workers: Workers
  private readonly certificates: Certificates
  private readonly health: HealthChecks
  private readonly startedAt = new Date()
  private isStarted: () => void = () => {}
  /** Resolves when the data port is open; the admin API answers nothing before. */
  readonly started = new Promise<void>((resolve) => {
    this.isStarted = resolve
  })

  constructor(settings: RouterSettings) {
    this.settings = settings
    const { statePath, threads, host, port, limits, predecessor } = settings
    const state = statePath === null ? null : new StateStore(statePath)
    this.state = state
    this.registry = new Registry(
      threads,
      predecessor?.records ?? state?.read() ?? [],
      (changed, all) => state?.save(changed, all),
    )
    this.health = new HealthChecks(this.registry)
    this.certificates = new Certificates({
      files: settings.tls?.certificates ?? [],
      acme: settings.acme,
      changed: (tls) => {
        this.workers.updateTls(tls)
      },
      present: async (challenges) => {
        await this.workers.updateChallenges(challenges)
      },
    })
    this.workers = new Workers({
      count: threads,
      host,
      port,
      limits,
      accessLog: settings.accessLog,
      tlsListen: settings.tls?.listen ?? null,
      entrance: () => this.entrance(),
      challenges: () => this.certificates.challenges,
      descriptors: predecessor?.descriptors ?? { plain: [], tls: [] },
      services: () => this.registry.forWorkers(),
      died: (worker, error) => {
        if (error !== 'it ended') process.stderr.write(`teal router: worker ${worker}: ${error}\n`)
        for (const name of this.registry.names) this.registry.board(name).forget(worker)
      },
    })
  }

  async start(): Promise<void> {
    await this.workers.start()
    this.certificates.watch()
    this.health.update()
    this.isStarted()
  }

  /** Where the data port is, as `host:port`. */
  get listen(): string {
    return authority(this.settings.host, this.workers.port)
  }

  /** Where the TLS port is, as `host:port`; null when there is none. */
  get tlsListen(): string | null {
    const { tls } = this.settings
    const { tlsPort } = this.workers
    return tls === null || tlsPort === null ? null : authority(tls.listen.host, tlsPort)
  }

  /**
   * Lets requests finish and ends. Clients may still send a request during the grace, which is answered and
   * then ends their connection; after it idle ones are let go.
   */
  async close(deadlineMs: number, graceMs: number): Promise<number> {
    this.health.stop()
    this.certificates.close()
    return await this.workers.close(deadlineMs, graceMs)
  }

  /** Leaves the state as a router finds it that has not crashed. */
  keepState(): void {
    this.state?.close(this.registry.records)
  }

  /** A process that was to take over has failed, and may have written before it did. */
  takeStateBack(): void {
    this.state?.restart()
  }

  /** What a new router process needs in order to take over. */
  handover(closeAdmin: () => Promise<void>): Handover {
    return {
      records: this.registry.records,
      descriptors: this.workers.descriptors,
      closeAdmin,
      follow: async (records) => {
        this.registry.follow(records)
        await this.workers.configure()
        this.workers.release()
        await this.settings.predecessor?.follow(records)
      },
      inFlight: async (service, colour) => await this.inFlight(service, colour),
      cut: async (service, colour) => await this.cut(service, colour),
    }
  }

  hasService(name: string): boolean {
    return this.registry.names.includes(name)
  }

  status(): RouterStatus {
    const { tlsListen } = this
    return {
      version: VERSION,
      pid: process.pid,
      startedAt: this.startedAt.toISOString(),
      listen: this.listen,
      tls:
        tlsListen === null
          ? null
          : { listen: tlsListen, certificates: this.certificates.described },
      workers: this.settings.threads,
      services: this.registry.names.map((name) => this.service(name)),
    }
  }

  private entrance(): EntranceSettings {
    const { tls, proxyProtocol, peers } = this.settings
    const wanted = tls?.redirectPort ?? null
    return {
      ...peers,
      proxyProtocol,
      redirectPort: wanted === 'same' ? this.workers.tlsPort : wanted,
      tls: tls === null ? null : this.certificates.forWorkers,
    }
  }

  service(name: string): ServiceStatus {
    return serviceStatus(this.registry, this.health, name)
  }

  async putService(name: string, epoch: number, settings: ServiceSettings): Promise<void> {
    this.registry.putService(name, epoch, settings)
    await this.configured()
  }

  async putColour(
    name: string,
    colour: Colour,
    epoch: number,
    release: string | null,
    instances: string[],
  ): Promise<void> {
    this.registry.putColour(name, colour, epoch, release, instances)
    await this.configured()
  }

  /** Moves all users in one store. When it resolves, it is on disk and every worker routes by it. */
  async switch(name: string, epoch: number, to: Colour): Promise<void> {
    this.registry.switch(name, epoch, to)
    await this.routed()
  }

  /**
   * Moves all users so that no two versions run at once: new requests wait, those under way finish, then
   * all go on at the new colour. When they do not finish in time nothing has moved.
   */
  async holdAndSwitch(name: string, epoch: number, to: Colour, deadlineMs: number): Promise<void> {
    this.registry.checkSwitch(name, epoch, to)
    const from = to === 'blue' ? 'green' : 'blue'
    this.registry.beginHold(name)
    try {
      await this.settings.predecessor?.follow(this.registry.inForce)
      await this.workers.barrier()
      const deadline = performance.now() + deadlineMs
      for (;;) {
        const left = await this.inFlight(name, indexOf(from))
        this.registry.checkSwitch(name, epoch, to)
        if (left === 0) break
        if (performance.now() >= deadline)
          throw new RouterError(
            'conflict',
            `${left} requests on ${from} did not finish within ${deadlineMs} ms; ${name} was not switched`,
          )
        await sleep(HOLD_POLL_MS)
      }
      this.registry.switch(name, epoch, to)
    } finally {
      this.registry.endHold(name)
      await this.routed()
    }
  }

  async split(name: string, epoch: number, split: { blue: number; green: number }): Promise<void> {
    this.registry.split(name, epoch, split)
    await this.routed()
  }

  async hold(name: string, epoch: number, hold: boolean): Promise<void> {
    this.registry.hold(name, epoch, hold)
    await this.routed()
  }

  async maintenance(name: string, epoch: number, maintenance: boolean): Promise<void> {
    this.registry.maintenance(name, epoch, maintenance)
    await this.routed()
  }

  /** Waits until a colour without users has nothing in flight, or the deadline; then closes what is left. */
  async drain(
    name: string,
    epoch: number,
    colour: Colour,
    deadlineMs: number,
  ): Promise<{ inFlight: number; closed: number }> {
    this.registry.checkDrain(name, epoch, colour)
    const index = indexOf(colour)
    const deadline = performance.now() + deadlineMs
    // A worker may have looked at the routing word just before the switch and not yet counted the request.
    await this.workers.barrier()
    this.workers.wane(name, index, deadlineMs * WANE_SHARE)
    while ((await this.inFlight(name, index)) > 0 && performance.now() < deadline) {
      this.registry.checkDrain(name, epoch, colour)
      await sleep(DRAIN_POLL_MS)
    }
    this.registry.checkDrain(name, epoch, colour)
    if ((await this.inFlight(name, index)) === 0) return { inFlight: 0, closed: 0 }
    const closed = await this.cut(name, index)
    return { inFlight: await this.inFlight(name, index), closed }
  }

  previewCookie(
    name: string,
    ttlSeconds: number,
  ): { name: string; value: string; expires: string } {
    return this.registry.previewCookie(name, ttlSeconds)
  }

  /** How the idle colour's answers to copied requests compare. */
  mirrored(name: string): MirrorCounts {
    return this.registry.board(name).mirrored()
  }

  metrics(): string {
    return prometheusText(this.status(), (name) => this.counters(name))
  }

  counters(name: string): Record<Colour, Counters> {
    return countersOf(this.registry.board(name))
  }

  /** Workers read the routing word by themselves; those with requests that wait are told to look again. */
  private async routed(): Promise<void> {
    this.workers.release()
    await this.settings.predecessor?.follow(this.registry.inForce)
  }

  private async configured(): Promise<void> {
    await this.workers.configure()
    await this.settings.predecessor?.follow(this.registry.inForce)
    this.health.update()
  }

  private async inFlight(name: string, colour: ColourIndex): Promise<number> {
    const elsewhere = await this.settings.predecessor?.inFlight(name, colour)
    return this.registry.board(name).inFlight(colour) + (elsewhere ?? 0)
  }

  private async cut(name: string, colour: ColourIndex): Promise<number> {
    const here = await this.workers.cut(name, colour)
    return here + ((await this.settings.predecessor?.cut(name, colour)) ?? 0)
  }
}

function authority(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}
