// Classes of bytes (RFC 9110 §5.5 and §5.6.2, RFC 9112 §2.2), as tables because the parser asks once a byte.

export const TAB = 9
export const LF = 10
export const CR = 13
export const SPACE = 32
export const COMMA = 44
export const SLASH = 47
export const COLON = 58

/** 1 for the bytes of a token: methods and field names. */
export const TOKEN = table((byte) => /[!#$%&'*+\-.^_`|~0-9A-Za-z]/.test(String.fromCharCode(byte)))

/** 1 for the bytes a request target may hold: visible ASCII, but no fragment. */
export const TARGET = table((byte) => byte > 32 && byte < 127 && byte !== 35)

/** 1 for the bytes of a field value: visible, space, tab, and 0x80 to 0xff (obs-text). */
export const VALUE = table((byte) => byte === TAB || (byte >= 32 && byte !== 127))

/** 1 for the bytes of a host name or an IPv4 address (reg-name, RFC 3986 §3.2.2). */
export const HOST = table((byte) => /[A-Za-z0-9\-._~%!$&'()*+,;=]/.test(String.fromCharCode(byte)))

/** Value of a hexadecimal digit, 255 for any other byte. */
export const HEX = Uint8Array.from({ length: 256 }, (_, byte) => {
  const value = /[0-9A-Fa-f]/.test(String.fromCharCode(byte))
    ? Number.parseInt(String.fromCharCode(byte), 16)
    : 255
  return value
})

function table(holds: (byte: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => (holds(byte) ? 1 : 0))
}
