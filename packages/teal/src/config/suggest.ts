import { distance } from 'fastest-levenshtein'

/** "did you mean …" for a word that is close to one of those known; else all that are known. */
export function suggest(word: string, known: readonly string[], whatTheyAre: string): string {
  const simple = (text: string): string => text.toLowerCase().replaceAll(/[-_ ]/g, '')
  const nearest = known
    .map((each) => ({ each, away: distance(simple(word), simple(each)) }))
    .sort((a, b) => a.away - b.away)[0]
  // A third of the letters may be wrong: `helth` is health, but `image` is nothing that is known.
  if (nearest !== undefined && nearest.away <= Math.max(1, Math.floor(word.length / 3))) {
    return `did you mean ${nearest.each}?`
  }
  return `${whatTheyAre}: ${known.join(', ')}`
}
