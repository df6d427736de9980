const HANDSHAKE = 0x16
/** `acme-tls/1` as an entry of the ALPN list, with its length before it (RFC 8737 §6.2). */
const ACME = Buffer.from('\x0aacme-tls/1', 'latin1')

/**
 * Whether a TLS ClientHello offers the protocol with which certificate authorities look for a proof; null when
 * it has not come whole. It is searched for and not parsed: who writes the same bytes elsewhere in a hello is
 * shown the proof too, which is no secret.
 */
export function offersAcme(bytes: Buffer): boolean | null {
  if (bytes.length > 0 && bytes[0] !== HANDSHAKE) return false
  if (bytes.length < 5) return null
  const record = 5 + bytes.readUInt16BE(3)
  if (bytes.length < record) return null
  return bytes.subarray(0, record).includes(ACME)
}
