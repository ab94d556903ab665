import { describe, expect, it } from '@jest/globals';
import type { Backend } from '../contracts/backend.js';
import type { LinearMap } from '../contracts/linear-map.js';
import type { Objective } from '../contracts/objective.js';
import type { RunStore } from '../contracts/run-store.js';
import { measuredPreparation } from '../execution/measured-preparation.js';
import { freshRunStore } from '../store/fresh-run-store.js';
import { randomDataset, trackedBackend } from '@dof/testing';
import { augmentedObjective } from '../training/augmented-objective.js';
import {
  BACKEND_MEMBERS,
  forwardBackend,
  LINEAR_MAP_MEMBERS,
  forwardLinearMap,
  OBJECTIVE_MEMBERS,
  forwardObjective,
  RUN_STORE_MEMBERS,
  forwardRunStore,
} from './forward-contracts.js';
import type { ContractMembers } from './forwarded.js';

/** An implementation that has every member, on its prototype as a class has; functions tell who was called with what. */
function complete<Contract extends object>(members: ContractMembers<Contract>): Contract {
  const prototype = Object.entries(members).map(([name, kind]): [string, unknown] => [
    name,
    kind === 'value'
      ? `the ${name}`
      : function (this: unknown, ...given: unknown[]) {
          return { name, self: this, given };
        },
  ]);
  return Object.create(Object.fromEntries(prototype) as object) as Contract;
}

/** Every member's name, sorted, for comparison. */
const names = (value: object): string[] => Object.keys(value).sort();

const contracts = [
  ['an objective', OBJECTIVE_MEMBERS, forwardObjective],
  ['a backend', BACKEND_MEMBERS, forwardBackend],
  ['a linear map', LINEAR_MAP_MEMBERS, forwardLinearMap],
  ['a run store', RUN_STORE_MEMBERS, forwardRunStore],
] as unknown as [string, ContractMembers<Record<string, unknown>>, (right: object, changes?: object) => object][];

describe.each(contracts)('%s forwarded', (_, members, forward) => {
  it('has every member, called with the same arguments on the same object', () => {
    const right = complete(members);
    const wrapped = forward(right) as Readonly<Record<string, unknown>>;
    expect(names(wrapped)).toEqual(names(members));
    for (const [name, kind] of Object.entries(members)) {
      const member = wrapped[name];
      if (kind === 'value') expect(member).toBe(`the ${name}`);
      else {
        const call = member as (...given: unknown[]) => { readonly self: unknown };
        const said = call(1, 'two', 3);
        expect(said).toMatchObject({ name, given: [1, 'two', 3] });
        expect(said.self).toBe(right);
      }
    }
  });

  it('lacks what the other one lacks, and takes what replaces a member', () => {
    const [first, second] = Object.keys(members);
    const right = { ...Object.fromEntries([[first, 'here']]) };
    expect(forward(right)).toEqual({ [first]: 'here' });
    expect(forward(complete(members), { [first]: 'other', [second]: undefined })).toMatchObject({ [first]: 'other' });
    expect(names(forward(complete(members), { [second]: undefined }))).not.toContain(second);
  });
});

describe('a linear map with another product', () => {
  it('has no pass for both products unless it is given one', () => {
    const right = complete<LinearMap>(LINEAR_MAP_MEMBERS);
    const applyTransposeThenApply = (): void => undefined;
    expect(forwardLinearMap(right, { dispose: () => undefined })).toHaveProperty('applyTransposeThenApply');
    for (const product of ['apply', 'applyTranspose'] as const) {
      expect(forwardLinearMap(right, { [product]: right.apply })).not.toHaveProperty('applyTransposeThenApply');
      const given = forwardLinearMap(right, { [product]: right.apply, applyTransposeThenApply });
      expect(given.applyTransposeThenApply).toBe(applyTransposeThenApply);
    }
  });
});

describe('what wraps a part of the pipeline offers all that the part does', () => {
  const objective = complete<Objective>(OBJECTIVE_MEMBERS);
  const plain = randomDataset([3, 4], { inputShape: [4, 4, 1], classes: 3, trainCount: 6, testCount: 2 });

  it('the objective of a preparation', async () => {
    let offered: string[] = [];
    await measuredPreparation(objective, 0, async (given) => {
      offered = names(given);
      return { meta: null, arrays: {} };
    });
    expect(offered).toEqual(names(OBJECTIVE_MEMBERS));
  });

  it('an objective with augmentation', () => {
    expect(names(augmentedObjective(objective, { ...plain, augmentation: { flip: true } }))).toEqual(
      names(OBJECTIVE_MEMBERS),
    );
  });

  it('a backend under contract, and its maps', async () => {
    const right = forwardBackend(complete<Backend>(BACKEND_MEMBERS), {
      linearMap: async () => complete<LinearMap>(LINEAR_MAP_MEMBERS),
    });
    const { held, ...tracked } = trackedBackend(right);
    expect(names(tracked)).toEqual(names(BACKEND_MEMBERS));
    const map = await tracked.linearMap({ kind: 'gaussian', rows: 2, columns: 1 }, [1, 2]);
    expect(names(map)).toEqual(names(LINEAR_MAP_MEMBERS));
    expect(held()).toHaveLength(1);
  });

  it('a store in which all is made again', () => {
    expect(names(freshRunStore(complete<RunStore>(RUN_STORE_MEMBERS), '2026-01-02T00:00:00Z'))).toEqual(
      names(RUN_STORE_MEMBERS),
    );
  });

  it('counts every vector of the full space as a gradient of the preparation', async () => {
    const batch = { split: 'train' as const, indices: Uint32Array.of(0, 1, 2) };
    const some = new Float32Array(1);
    const { cost } = await measuredPreparation(objective, 0, async (given) => {
      await given.lossAndGradient(some, batch, some);
      await given.hessianVectorProduct?.(some, some, batch, some);
      await given.pullbackOutputs?.(some, batch, some, some);
      await given.outputs?.(some, batch, some);
      return { meta: null, arrays: {} };
    });
    expect(cost).toMatchObject({ fullSpaceGradients: 3, gradientExamples: 9 });
  });
});
