import { describe, expect, it } from '@jest/globals';
import { fillNormal, keyFromSeed } from '@dof/core';
import fc from 'fast-check';
import { sphericalCapWidth } from '../width/spherical-cap-width.js';
import { escapeProbabilityBound, largestEscapedDegreesOfFreedom } from './escape-probability.js';

describe('escapeProbabilityBound', () => {
  it('is the formula where it says something, and 1 elsewhere', () => {
    const bound = escapeProbabilityBound({ dimension: 1000, degreesOfFreedom: 100, width: 10 });
    expect(bound.applies).toBe(true);
    expect(bound.probability).toBeCloseTo(3.5 * Math.exp(-((900 / Math.sqrt(901) - 10) ** 2) / 18), 14);
    expect(escapeProbabilityBound({ dimension: 100, degreesOfFreedom: 20, width: 8.8 })).toEqual({
      probability: 1,
      applies: true,
    });
    expect(escapeProbabilityBound({ dimension: 100, degreesOfFreedom: 20, width: 9 })).toEqual({
      probability: 1,
      applies: false,
    });
    expect(escapeProbabilityBound({ dimension: 5, degreesOfFreedom: 5, width: 0 }).applies).toBe(false);
  });

  it('holds for a spherical cap, whose meeting probability can be counted', () => {
    // A random subspace meets the cap if the projection of the axis on it is long enough; turn the axis instead.
    const dimension = 400;
    const angle = 0.5;
    const width = sphericalCapWidth(dimension, angle);
    const trials = 300;
    const axis = new Float32Array(dimension);
    const shares: number[] = [];
    const bounds: number[] = [];
    for (let degreesOfFreedom = 20; degreesOfFreedom < dimension; degreesOfFreedom += 20) {
      let met = 0;
      for (let trial = 0; trial < trials; trial++) {
        fillNormal(keyFromSeed(degreesOfFreedom), trial, axis);
        const square = (to: number) => axis.subarray(0, to).reduce((sum, g) => sum + g * g, 0);
        if (square(degreesOfFreedom) >= Math.cos(angle) ** 2 * square(dimension)) met++;
      }
      shares.push(met / trials);
      bounds.push(escapeProbabilityBound({ dimension, degreesOfFreedom, width }).probability);
    }
    shares.forEach((share, i) => expect(share).toBeLessThanOrEqual(bounds[i]));
    expect(bounds[0]).toBeLessThan(0.1);
    expect(bounds.at(-1)).toBe(1);
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBe(1);
  });

  it('grows with d and with the width', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5000 }), fc.double({ min: 0, max: 80, noNaN: true }), (n, width) => {
        const at = (degreesOfFreedom: number, w: number) =>
          escapeProbabilityBound({ dimension: n, degreesOfFreedom, width: w }).probability;
        const degreesOfFreedom = n >> 1;
        expect(at(degreesOfFreedom + 1, width)).toBeGreaterThanOrEqual(at(degreesOfFreedom, width));
        expect(at(degreesOfFreedom, width + 0.5)).toBeGreaterThanOrEqual(at(degreesOfFreedom, width));
      }),
    );
  });
});

describe('largestEscapedDegreesOfFreedom', () => {
  it('is the last d whose bound is low enough', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20_000 }),
        fc.double({ min: 0, max: 150, noNaN: true }),
        fc.double({ min: 1e-9, max: 0.999, noNaN: true }),
        (dimension, width, probability) => {
          const bound = (degreesOfFreedom: number) =>
            escapeProbabilityBound({ dimension, degreesOfFreedom, width }).probability;
          const last = largestEscapedDegreesOfFreedom(dimension, width, probability);
          if (last !== null) expect(bound(last)).toBeLessThanOrEqual(probability * (1 + 1e-9));
          const next = last === null ? 0 : last + 1;
          if (next <= dimension) expect(bound(next)).toBeGreaterThan(probability * (1 - 1e-9));
        },
      ),
    );
  });

  it('refuses numbers out of range', () => {
    const refusal = expect.objectContaining({ code: 'DOF_THEORY_INPUT_INVALID' });
    expect(() => largestEscapedDegreesOfFreedom(10, -1, 0.1)).toThrow(refusal);
    expect(() => largestEscapedDegreesOfFreedom(10, 1, 1)).toThrow(refusal);
    expect(() => escapeProbabilityBound({ dimension: 10, degreesOfFreedom: 11, width: 1 })).toThrow(refusal);
  });
});
