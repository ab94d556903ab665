import { jsonByMember } from '../objects/json-by-member.js';
import type { ResultsDocument } from './results-document.js';

const RUNS_PER_CHUNK = 500;

/** The document as JSON in pieces, one line per run: 100,000 runs are more than one string can hold. */
export function* documentChunks({ runs, ...rest }: ResultsDocument): Generator<string> {
  const head = JSON.stringify(rest, undefined, 2);
  yield `${head.slice(0, -'\n}'.length)},\n  "runs": [`;
  const jsonOf = jsonByMember();
  for (let from = 0; from < runs.length; from += RUNS_PER_CHUNK) {
    const lines = runs.slice(from, from + RUNS_PER_CHUNK).map((run) => `\n    ${jsonOf(run)}`);
    yield `${from === 0 ? '' : ','}${lines.join(',')}`;
  }
  yield `${runs.length === 0 ? '' : '\n  '}]\n}\n`;
}
