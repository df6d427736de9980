import type { IncomingHttpHeaders } from 'node:http'
import type { Colour } from '../../model/colour.ts'
import type { Answer } from '../traffic.ts'

/**
 * Asks the entrance, as a user would, whether `colour` answers. The router says so to who has its token;
 * where nothing is said it has another token, or it is not the router that answers.
 */
export async function askEntrance(
  entrance: string,
  token: string,
  colour: Colour,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    const answered = (await headersOf(entrance, token, signal))['teal-colour']
    if (answered === undefined) return 'cannot-tell'
    return answered === colour ? 'yes' : 'no'
  } catch {
    signal.throwIfAborted()
    return 'no'
  }
}

/** Only the head of the answer: what follows may be long, or a stream without an end. */
async function headersOf(
  entrance: string,
  token: string,
  signal: AbortSignal,
): Promise<IncomingHttpHeaders> {
  const { get } = process.getBuiltinModule(
    entrance.startsWith('https:') ? 'node:https' : 'node:http',
  )
  const options = { headers: { 'teal-probe': token }, agent: false, signal }
  return new Promise((resolve, reject) => {
    const asked = get(entrance, options, (response) => {
      resolve(response.headers)
      asked.destroy()
    }).on('error', reject)
  })
}
