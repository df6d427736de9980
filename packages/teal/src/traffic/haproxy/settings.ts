import { z } from 'zod'

const absolutePath = z
  .string()
  .regex(/^\/[^\s;]*$/, 'expected an absolute path\nwrite it as it stands in haproxy.cfg')

/** A word of HAProxy's: it is sent over the runtime API, where spaces and semicolons divide. */
const word = z
  .string()
  .regex(/^[A-Za-z0-9_.:-]+$/, 'expected letters, digits and - _ . :, as in haproxy.cfg')

export const haproxySettings = z
  .strictObject({
    socket: absolutePath.describe('HAProxy’s runtime API: a Unix socket with level admin.'),
    map: absolutePath.describe('The map that use_backend %[str(<key>),map(<this file>,…)] reads.'),
    key: word.optional().describe('The entry in the map; by default the application’s name.'),
    backends: z
      .strictObject({ blue: word, green: word })
      .refine(({ blue, green }) => blue !== green, 'expected two different backends')
      .describe('The backend of each colour.'),
    serverState: absolutePath
      .optional()
      .describe(
        'The file that load-server-state-from-file reads; with it, instances may be on any port.',
      ),
  })
  .describe('An HAProxy of yours, switched through its runtime API.')

export type HaproxySettings = z.output<typeof haproxySettings>
