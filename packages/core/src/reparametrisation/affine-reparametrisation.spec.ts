import { describe, expect, it, jest } from '@jest/globals';
import type { LinearMap } from '../contracts/linear-map.js';
import { affineReparametrisation } from './affine-reparametrisation.js';

/** The 3 x 2 map (theta_1, theta_2) -> (theta_1, 2 theta_2, theta_1 - theta_2), worked out by hand. */
function byHand(dispose: () => void = () => undefined): LinearMap {
  return {
    rows: 3,
    columns: 2,
    apply([a, b], [x, y, z], out) {
      out.set([x + a, y + 2 * b, z + a - b]);
    },
    applyTranspose([x, y, z], out) {
      out.set([x + z, 2 * y - z]);
    },
    dispose,
  };
}

describe('affineReparametrisation', () => {
  it('starts at the origin', async () => {
    const reparametrisation = affineReparametrisation(Float32Array.of(10, 20, 30), byHand());
    const w = new Float32Array(3);
    const theta = reparametrisation.initialCoordinates();
    await reparametrisation.embed(theta, w);
    expect([reparametrisation.degreesOfFreedom, reparametrisation.dimension]).toEqual([2, 3]);
    expect([...theta]).toEqual([0, 0]);
    expect([...w]).toEqual([10, 20, 30]);
    expect(reparametrisation.initialCoordinates()).not.toBe(theta);
  });

  it('embeds by origin + A theta and pulls back by the transpose', async () => {
    const reparametrisation = affineReparametrisation(Float32Array.of(10, 20, 30), byHand());
    const [w, pulled] = [new Float32Array(3), new Float32Array(2)];
    await reparametrisation.embed(Float32Array.of(1, 3), w);
    await reparametrisation.pullback(Float32Array.of(1, 3), Float32Array.of(1, 10, 100), pulled);
    expect([...w]).toEqual([11, 26, 28]);
    expect([...pulled]).toEqual([101, -80]);
  });

  it('keeps the origin as it was given', async () => {
    const origin = Float32Array.of(1, 2, 3);
    const reparametrisation = affineReparametrisation(origin, byHand());
    origin.fill(0);
    const w = new Float32Array(3);
    await reparametrisation.embed(new Float32Array(2), w);
    expect([...w]).toEqual([1, 2, 3]);
  });

  it('disposes of the map', () => {
    const dispose = jest.fn();
    affineReparametrisation(new Float32Array(3), byHand(dispose)).dispose();
    expect(dispose).toHaveBeenCalledTimes(1);
  });

  it('refuses an origin of another length', () => {
    expect(() => affineReparametrisation(new Float32Array(2), byHand())).toThrow(/2 entries .* 3 rows/);
  });

  it('says what it is where its map does', () => {
    const form = { kind: 'columns', columns: [Float32Array.of(1, 0, 1), Float32Array.of(0, 2, -1)] } as const;
    const origin = Float32Array.of(10, 20, 30);
    expect(affineReparametrisation(origin, { ...byHand(), form }).form).toEqual({
      kind: 'affine',
      origin,
      matrix: form,
    });
    expect(affineReparametrisation(origin, byHand())).not.toHaveProperty('form');
  });

  it('makes a training step in one pass where its map has one for both products', async () => {
    const right = byHand();
    const seen: number[][] = [];
    const map: LinearMap = {
      ...right,
      applyTransposeThenApply: async ({ g, pulled, theta, update, origin, out }) => {
        await right.applyTranspose(g, pulled);
        for (let j = 0; j < 2; j++) update(j, j + 1);
        await right.apply(theta, origin, out);
      },
    };
    const [theta, gradient, pulled, w] = [
      Float32Array.of(1, 3),
      Float32Array.of(1, 10, 100),
      new Float32Array(2),
      new Float32Array(3),
    ];
    const update = (from: number, to: number): void => {
      seen.push([from, to]);
      theta[from] -= pulled[from];
    };
    await affineReparametrisation(Float32Array.of(10, 20, 30), map).pullbackThenEmbed?.({
      theta,
      gradient,
      pulled,
      update,
      w,
    });
    expect([...pulled]).toEqual([101, -80]);
    expect([...theta]).toEqual([-100, 83]);
    expect([...w]).toEqual([-90, 186, -153]);
    expect(seen).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(affineReparametrisation(Float32Array.of(10, 20, 30), right)).not.toHaveProperty('pullbackThenEmbed');
  });

  it('returns the promises of a map that is carried out elsewhere', async () => {
    const right = byHand();
    const later = { ...right, apply: async (...given: Parameters<LinearMap['apply']>) => right.apply(...given) };
    const w = new Float32Array(3);
    const pending = affineReparametrisation(Float32Array.of(10, 20, 30), later).embed(Float32Array.of(1, 2), w);
    expect(pending).toBeInstanceOf(Promise);
    await pending;
    expect([...w]).toEqual([11, 24, 29]);
    expect(affineReparametrisation(Float32Array.of(0, 0, 0), right).embed(Float32Array.of(1, 2), w)).toBeUndefined();
  });
});
