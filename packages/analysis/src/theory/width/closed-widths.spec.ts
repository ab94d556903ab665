import { describe, expect, it } from '@jest/globals';
import { keyFromSeed } from '@dof/core';
import { ballWidth, subspaceWidth } from './closed-widths.js';
import { ellipsoidWidth } from './ellipsoid-width.js';
import { monteCarloWidth } from './monte-carlo-width.js';
import { circularConeWidth, sphericalCapWidth } from './spherical-cap-width.js';

const length = (g: ArrayLike<number>, from = 0, to = g.length) => {
  let sum = 0;
  for (let i = from; i < to; i++) sum += g[i] * g[i];
  return Math.sqrt(sum);
};
/** sup <g, x> over unit vectors x within `angle` of the first axis, from the plane of g and the axis. */
const capSupport = (angle: number) => (g: Float32Array) => {
  const across = length(g, 1);
  return Math.atan2(across, g[0]) <= angle ? length(g) : g[0] * Math.cos(angle) + across * Math.sin(angle);
};
const axes = Float64Array.from({ length: 40 }, (_, i) => 3 / (i + 1));

const sets: [string, number, (g: Float32Array) => number, number][] = [
  ['a ball', 30, (g) => 2.5 * length(g), ballWidth(30, 2.5)],
  ['a subspace on the sphere', 50, (g) => length(g, 0, 12), subspaceWidth(12)],
  ['an ellipsoid', 40, (g) => length(axes.map((r, i) => r * g[i])), ellipsoidWidth(axes)],
  ['a narrow cap', 20, capSupport(0.2), sphericalCapWidth(20, 0.2)],
  ['a cap in the plane', 2, capSupport(1), sphericalCapWidth(2, 1)],
  ['a wide cap', 20, capSupport(2), sphericalCapWidth(20, 2)],
  ['a circular cone', 20, (g) => Math.max(0, capSupport(0.3)(g)), circularConeWidth(20, 0.3)],
  ['a narrow circular cone', 3, (g) => Math.max(0, capSupport(0.1)(g)), circularConeWidth(3, 0.1)],
];

describe('closed forms of the Gaussian width', () => {
  it.each(sets)('agree with Monte Carlo for %s', (_name, dimension, supportFunction, width) => {
    const found = monteCarloWidth({ dimension, supportFunction, key: keyFromSeed(5), samples: 20_000 });
    expect(Math.abs(found.width - width)).toBeLessThan(4 * found.standardError);
    expect(found.standardError / width).toBeLessThan(0.05);
  });

  it('refuse what is no such set', () => {
    const refusal = expect.objectContaining({ code: 'DOF_THEORY_INPUT_INVALID' });
    expect(() => ballWidth(0)).toThrow(refusal);
    expect(() => ballWidth(3, -1)).toThrow(refusal);
    expect(() => subspaceWidth(1.5)).toThrow(refusal);
    expect(() => sphericalCapWidth(1, 1)).toThrow(refusal);
    expect(() => circularConeWidth(5, 3.2)).toThrow(refusal);
  });
});
