/** The two environments of an application. Which of them is active is traffic's to say, never ours. */
export type Colour = 'blue' | 'green'

export const colours: readonly Colour[] = ['blue', 'green']

export function otherColour(colour: Colour): Colour {
  return colour === 'blue' ? 'green' : 'blue'
}

export function isColour(text: string): text is Colour {
  return text === 'blue' || text === 'green'
}
