import { describe, expect, it } from '@jest/globals';
import { documentChunks, resultsDocument } from '@dof/reporting';
import { reportInput, runResult } from './run-results.js';

describe('documentChunks', () => {
  it.each([0, 1, 499, 500, 501, 1200])('is the JSON of the document with %i runs', (count) => {
    const results = Array.from({ length: count }, (_, seed) => runResult({ d: 8, seed, losses: [2] }));
    const document = resultsDocument({ ...reportInput([], []), results });
    expect(JSON.parse([...documentChunks(document)].join(''))).toEqual(JSON.parse(JSON.stringify(document)));
  });
});
