import { describe, expect, it } from '@jest/globals';
import { exampleResult } from '@dof/testing';
import { coordinatesKey } from '../hashing/content-hash.js';
import { memoryRunStore } from './memory-run-store.js';
import { packCoordinates, putCoordinates, storedCoordinates, unpackCoordinates } from './stored-coordinates.js';

const final = { epoch: 3, step: 30, theta: Float32Array.of(1, -0, 3) };
const best = { epoch: 1, step: 10, theta: Float32Array.of(4, 5, 6) };
const result = exampleResult();

describe('packCoordinates', () => {
  it('has an array for the best point only where it is not the last one', () => {
    expect(Object.keys(packCoordinates('a', { final, best }).arrays)).toEqual(['final', 'best']);
    expect(Object.keys(packCoordinates('a', { final, best: final }).arrays)).toEqual(['final']);
  });

  it.each([
    ['two points', { final, best }],
    ['one', { final, best: final }],
  ])('gives back %s, in arrays of its own', (_, coordinates) => {
    const packed = packCoordinates('a', coordinates);
    const unpacked = unpackCoordinates('a', packed);
    expect(unpacked).toEqual(coordinates);
    expect(Object.is(unpacked?.final.theta[1], -0)).toBe(true);
    expect(unpacked?.final.theta).not.toBe(packed.arrays['final']);
  });

  it.each([
    ['of another run', packCoordinates('b', { final, best })],
    ['of something else', { meta: null, arrays: { w: final.theta } }],
    ['of other numbers', { ...packCoordinates('a', { final, best }), arrays: { final: Float64Array.of(1) } }],
    ['without numbers', { ...packCoordinates('a', { final, best }), arrays: {} }],
  ])('takes nothing %s', (_, prepared) => {
    expect(unpackCoordinates('a', prepared)).toBeUndefined();
  });
});

describe('storedCoordinates', () => {
  it('finds what was put last', async () => {
    const store = memoryRunStore();
    await putCoordinates(store, result.hash, packCoordinates(result.hash, { final: best, best }));
    await putCoordinates(store, result.hash, packCoordinates(result.hash, { final, best }));
    expect(await storedCoordinates(store, result)).toEqual({ final, best });
  });

  it('finds it in a store that replaces nothing', async () => {
    const { putPrepared, ...store } = { ...memoryRunStore(), replacePrepared: undefined };
    await putCoordinates({ ...store, putPrepared }, result.hash, packCoordinates(result.hash, { final, best }));
    expect(await storedCoordinates(store, result)).toEqual({ final, best });
  });

  it('says of a run without coordinates how to get them', async () => {
    const store = memoryRunStore();
    await store.putPrepared(coordinatesKey(result.hash), { meta: null, arrays: {} });
    const { method, degreesOfFreedom, seed } = result.specification;
    await expect(storedCoordinates(store, result)).rejects.toMatchObject({
      code: 'DOF_NO_COORDINATES',
      message: expect.stringContaining(`dof runs FOLDER --hash ${result.hash.slice(0, 12)} --delete`),
    });
    await expect(storedCoordinates(store, result)).rejects.toThrow(
      `${method.name}, d ${degreesOfFreedom}, seed ${seed}`,
    );
  });
});
