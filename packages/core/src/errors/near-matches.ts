import { distance } from 'fastest-levenshtein';

/** The candidates that a mistyped name probably meant, nearest first: a third of its letters differ, or two. */
export function nearMatches(name: string, candidates: Iterable<string>): readonly string[] {
  const limit = Math.max(Math.min(2, name.length - 1), Math.floor(name.length / 3));
  return [...new Set(candidates)]
    .map((candidate) => ({ candidate, edits: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ edits }) => edits <= limit)
    .sort((a, b) => a.edits - b.edits)
    .map(({ candidate }) => candidate);
}

/** Ends an error message: the near matches as a question, then everything there is. */
export function suggestion(name: string, candidates: readonly string[]): string {
  const near = nearMatches(name, candidates);
  const question = near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '';
  const all = candidates.length > 0 ? ` (available: ${[...candidates].sort().join(', ')})` : '';
  return question + all;
}
