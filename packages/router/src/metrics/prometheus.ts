import type { Counters, RouterStatus } from '../status.ts'
import { COLOURS, type Colour } from '../switchboard/routing-word.ts'

/** Of the fine buckets every so many make one for Prometheus: bounds then grow by 36 %. */
const BUCKETS_JOINED = 4

type Family = {
  name: string
  kind: 'counter' | 'gauge' | 'histogram'
  help: string
  lines: string[]
}

/** The state and the counters of a router in Prometheus' text format, version 0.0.4. */
export function prometheusText(
  status: RouterStatus,
  counters: (service: string) => Record<Colour, Counters>,
): string {
  const family = (name: string, kind: Family['kind'], help: string): Family => ({
    name: `teal_router_${name}`,
    kind,
    help,
    lines: [],
  })
  const requests = family('requests_total', 'counter', 'Answered requests by status class.')
  const failed = family(
    'failed_total',
    'counter',
    'Requests that the colour gave no whole answer to.',
  )
  const inFlight = family('in_flight', 'gauge', 'Requests under way.')
  const seconds = family(
    'request_duration_seconds',
    'histogram',
    'From the request head to the whole answer.',
  )
  const share = family('share', 'gauge', 'Share of new requests, 0 to 1.')
  const active = family('active', 'gauge', '1 for the colour users are on.')
  const epoch = family('epoch', 'counter', 'Epoch of the last change.')
  const healthy = family('instance_healthy', 'gauge', '1 when the instance gets requests.')

  for (const service of status.services) {
    const counted = counters(service.name)
    epoch.lines.push(line(epoch.name, { service: service.name }, service.epoch))
    for (const colour of COLOURS) {
      const labels = { service: service.name, colour }
      const { status: classes, failed: failures, latency, inFlight: open } = counted[colour]
      for (const [code, count] of Object.entries(classes))
        requests.lines.push(line(requests.name, { ...labels, status: code }, count))
      failed.lines.push(line(failed.name, labels, failures))
      inFlight.lines.push(line(inFlight.name, labels, open))
      share.lines.push(line(share.name, labels, service.split[colour] / 10_000))
      active.lines.push(line(active.name, labels, service.active === colour ? 1 : 0))
      seconds.lines.push(...histogram(seconds.name, labels, latency))
      for (const { url, healthy: passes } of service.colours[colour].instances)
        healthy.lines.push(line(healthy.name, { ...labels, instance: url }, passes ? 1 : 0))
    }
  }
  return [requests, failed, inFlight, seconds, share, active, epoch, healthy]
    .map(
      ({ name, kind, help, lines }) =>
        `# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n${lines.join('\n')}${lines.length > 0 ? '\n' : ''}`,
    )
    .join('')
}

function histogram(
  name: string,
  labels: Record<string, string>,
  { bucketsMs, counts }: Counters['latency'],
): string[] {
  const lines: string[] = []
  let below = 0
  let sum = 0
  for (const [i, count] of counts.entries()) {
    below += count
    const upper = bucketsMs[i] ?? bucketsMs.at(-1) ?? 0
    const lower = i === 0 ? 0 : (bucketsMs[i - 1] as number)
    // The sum is not counted on the data path; the middle of a bucket is within 4 % of it.
    sum += (count * (lower + upper)) / 2_000
    if (i < bucketsMs.length && i % BUCKETS_JOINED === BUCKETS_JOINED - 1)
      lines.push(line(`${name}_bucket`, { ...labels, le: String(upper / 1_000) }, below))
  }
  lines.push(line(`${name}_bucket`, { ...labels, le: '+Inf' }, below))
  lines.push(line(`${name}_sum`, labels, Number(sum.toPrecision(12))))
  lines.push(line(`${name}_count`, labels, below))
  return lines
}

function line(name: string, labels: Record<string, string>, value: number): string {
  const inside = Object.entries(labels).map(([key, text]) => `${key}="${escape(text)}"`)
  return `${name}{${inside.join(',')}} ${value}`
}

function escape(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
