export { connectRouter } from './client.ts'
export type {
  ColourBody,
  DrainBody,
  Drained,
  PreviewCookie,
  RouterAddress,
  RouterClient,
  ServiceBody,
  SwitchBody,
} from './client.ts'
export { RouterError, type RouterErrorCode } from './errors.ts'
export { runRouter, startRouter, type RouterOptions, type RunningRouter } from './run-router.ts'
export type { ColourStatus, Counters, RouterStatus, ServiceStatus } from './status.ts'
export type { ClientLimits, HealthCheck, Sticky, Timeouts } from './services/settings.ts'
export { quantileMs } from './switchboard/histogram.ts'
export type { AcmeSettings } from './acme/settings.ts'
export type { PeerSettings } from './peer/peer.ts'
export type { CertificateFiles } from './tls/certificate.ts'
export type { TlsSettings } from './tls/settings.ts'
