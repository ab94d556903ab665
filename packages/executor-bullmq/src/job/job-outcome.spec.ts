import { describe, expect, it } from '@jest/globals';
import { parseOutcome } from './job-outcome.js';

const hash = 'a'.repeat(64);
const result = {
  hash,
  status: 'finished',
  dimension: 51,
  history: [],
  wallTimeSeconds: 1,
  finishedAt: '2024-01-01T00:00:00.000Z',
  engineVariant: 'float64',
};

describe('parseOutcome', () => {
  it.each([
    ['with what was trained', { type: 'trained', result, coordinates: true }],
    ['of a worker that keeps none', { type: 'trained', result }],
    ['of a preparation', { type: 'prepared', hash }],
  ])('takes an outcome %s', (_, outcome) => {
    expect(parseOutcome(JSON.parse(JSON.stringify(outcome)), hash)).toEqual(outcome);
  });

  it.each([
    ['of other work', { type: 'trained', result: { ...result, hash: 'b'.repeat(64) } }],
    ['with coordinates by a name', { type: 'trained', result, coordinates: '../../etc/passwd' }],
    ['that is none', null],
  ])('takes no outcome %s', (_, outcome) => {
    expect(parseOutcome(outcome, hash)).toBeUndefined();
  });
});
