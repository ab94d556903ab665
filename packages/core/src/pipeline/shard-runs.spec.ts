import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RunSpecification } from '../contracts/run.js';
import { shardRuns } from './shard-runs.js';

interface Run {
  readonly hash: string;
  readonly specification: RunSpecification;
  readonly shared?: string;
}

const run = (hash: string, degreesOfFreedom: number, shared?: string): Run => ({
  hash,
  specification: { degreesOfFreedom } as RunSpecification,
  shared,
});
const shards = (plan: readonly Run[], count: number): (readonly Run[])[] =>
  Array.from({ length: count }, (_, i) => shardRuns(plan, { index: i + 1, count }, ({ shared }) => shared));

/** Plans of any size, of which some runs share work. */
const arbitraryPlan = fc
  .array(fc.record({ d: fc.integer({ min: 1, max: 4096 }), group: fc.option(fc.nat({ max: 9 })) }), { maxLength: 60 })
  .map((runs) => runs.map(({ d, group }, i) => run(`run-${i}`, d, group === null ? undefined : `group-${group}`)));

describe('shardRuns', () => {
  it('deals every run to exactly one shard, in the order of the plan', () => {
    fc.assert(
      fc.property(arbitraryPlan, fc.integer({ min: 1, max: 12 }), (plan, count) => {
        const parts = shards(plan, count);
        const hashes = parts.flat().map(({ hash }) => hash);
        expect([...hashes].sort()).toEqual(plan.map(({ hash }) => hash).sort());
        for (const part of parts) expect(part).toEqual(plan.filter((one) => part.includes(one)));
      }),
    );
  });

  it('keeps runs that share work together where there are groups for every shard', () => {
    fc.assert(
      fc.property(arbitraryPlan, fc.integer({ min: 1, max: 12 }), (plan, count) => {
        fc.pre(new Set(plan.map(({ hash, shared }) => shared ?? hash)).size >= count);
        const homes = new Map<string, Set<number>>();
        for (const [index, part] of shards(plan, count).entries()) {
          for (const { shared } of part) {
            if (shared !== undefined) homes.set(shared, (homes.get(shared) ?? new Set()).add(index));
          }
        }
        for (const home of homes.values()) expect(home.size).toBe(1);
      }),
    );
  });

  it('leaves no shard idle while another has two runs', () => {
    const plan = [8, 16, 32, 64].map((d) => run(`run-${d}`, d, 'one preparation'));
    expect(shards(plan, 4).map((part) => part.length)).toEqual([1, 1, 1, 1]);
  });

  it('gives every shard its part of each d', () => {
    const plan = [0, 1, 2, 3].flatMap((seed) => [64, 32, 16, 8].map((d) => run(`run-${d}-${seed}`, d)));
    for (const part of shards(plan, 4)) {
      expect(part.map(({ specification }) => specification.degreesOfFreedom)).toEqual([64, 32, 16, 8]);
    }
  });
});
