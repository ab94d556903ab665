import { describe, expect, it } from '@jest/globals';
import type { JobData } from '../job/job-data.js';
import type { Refusal } from '../job/job-progress.js';
import { RefusedWork } from '../worker/refused-work.js';
import { Refusals } from './refusals.js';

const job = (code: string, data: string): JobData =>
  ({ code: { hash: code, parts: [] }, specification: { data: { contentHash: data } } }) as unknown as JobData;
const refusal = (worker: string, scope: Refusal['scope']): Refusal => ({
  type: 'refused',
  worker,
  scope,
  code: 'DOF_X',
  message: `not on ${worker}`,
});

describe('Refusals', () => {
  it('ends a job only when every worker there is refuses it, for whatever reason', () => {
    const refusals = new Refusals();
    const [one, other] = [job('c1', 'd1'), job('c2', 'd1')];
    expect(refusals.everywhere(one, 'id', [])).toBeUndefined();
    expect(refusals.add(one, 'id', refusal('a', 'code'))).toBe('worker a refuses: not on a');
    expect(refusals.add(one, 'id', refusal('a', 'code'))).toBeUndefined();
    expect(refusals.everywhere(one, 'id', ['a'])).toMatchObject({
      code: 'DOF_X',
      message: 'the only worker refuses: not on a',
    });
    // Another may do it; and nobody waits for workers that are gone.
    expect(refusals.everywhere(one, 'id', ['a', 'b'])).toBeUndefined();
    expect(refusals.everywhere(one, 'id', [])).toBeUndefined();
    refusals.add(one, 'id', refusal('b', 'data'));
    expect(refusals.everywhere(one, 'id', ['a', 'b'])?.message).toMatch(/^all 2 workers refuse: /);
    // Other code on the same data: only the data are refused.
    expect(refusals.everywhere(other, 'id2', ['b'])).toBeDefined();
    expect(refusals.everywhere(other, 'id2', ['a', 'b'])).toBeUndefined();
  });
});

describe('RefusedWork', () => {
  it('knows jobs that are refused alike, pauses longer each time, and looks anew after a minute', () => {
    let now = 0;
    const refused = new RefusedWork(1500, () => now);
    const one = job('c1', 'd1');
    expect(refused.find(one, 'id')).toBeUndefined();
    expect(refused.add(one, 'id', refusal('a', 'data'))).toEqual({ first: true, milliseconds: 500 });
    expect(refused.find(job('c2', 'd1'), 'id2')?.message).toBe('not on a');
    expect(refused.find(job('c1', 'd2'), 'id')).toBeUndefined();
    expect(refused.add(one, 'id', refusal('a', 'data'))).toEqual({ first: false, milliseconds: 1000 });
    expect(refused.add(one, 'id', refusal('a', 'data'))).toEqual({ first: false, milliseconds: 1500 });
    // What only one run is too large for is no reason to leave others alone.
    expect(refused.add(one, 'id', refusal('a', 'run'))).toEqual({ first: true, milliseconds: 0 });
    now = 61_000;
    expect(refused.find(one, 'id')).toBeUndefined();
  });
});
