import { describe, expect, it } from '@jest/globals';
import { parameterLayout, type ModelSpec } from '@dof/core';
import { conv2, conv3, forwardOperations, fullyConnected, resNet20, stepOperations } from '../bench/models.mjs';

/** D of METHOD section 3, and million operations of a step of 128 images, counted by hand from the layers' sizes. */
describe('the benchmark networks', () => {
  it.each<[string, ModelSpec, number, number]>([
    ['Conv-2', conv2, 20_490, 763],
    ['Conv-3', conv3, 66_570, 5_900],
    ['ResNet20', resNet20, 272_474, 31_200],
    ['784-200-200-10', fullyConnected, 199_210, 113],
  ])('%s has its D and its floating-point operations', (_, model, dimension, megaflop) => {
    expect(parameterLayout(model).dimension).toBe(dimension);
    expect((128 * stepOperations(model)) / 1e6 / megaflop).toBeCloseTo(1, 2);
    expect(stepOperations(model)).toBeLessThan(3 * forwardOperations(model));
  });
});
