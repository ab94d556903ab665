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

/**
 * JSON of objects one after the other, the same as that of `JSON.stringify`. A member that is the very object it was in
 * the one before is not written again: most runs of an experiment share the greater part of theirs.
 */
export function jsonByMember(): (value: object) => string {
  const last = new Map<string, { readonly member: unknown; readonly json: string }>();
  return (value) => {
    let text = '';
    for (const [key, member] of Object.entries(value) as [string, unknown][]) {
      let known = last.get(key);
      if (known?.member !== member || known === undefined) {
        // Undefined for what JSON leaves out.
        const json = JSON.stringify(member) as string | undefined;
        known = { member, json: json === undefined ? '' : `${JSON.stringify(key)}:${json}` };
        last.set(key, known);
      }
      if (known.json !== '') text += text === '' ? known.json : `,${known.json}`;
    }
    return `{${text}}`;
  };
}
