import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { ModelProvider } from '../contracts/model-provider.js';
import { strictObject } from '../validation/strict-object.js';
import { chooseModel } from './choose-model.js';

const shape = { inputShape: [2, 2, 1], classes: 3 } as const;

const deep: ModelProvider<{ units: number[]; activation: 'relu' | 'tanh' }> = {
  name: 'deep',
  version: '1',
  description: '',
  options: strictObject({
    units: z.array(z.int().min(1)).default([4]),
    activation: z.enum(['relu', 'tanh']).default('relu'),
  }),
  build: ({ inputShape, classes }, { units, activation } = { units: [4], activation: 'relu' }) => ({
    name: 'deep',
    inputShape,
    layers: [
      { type: 'flatten' },
      ...units.flatMap((width) => [{ type: 'dense', units: width } as const, { type: activation }]),
      { type: 'dense', units: classes },
    ],
    loss: 'softmax-cross-entropy',
  }),
};

const plain: ModelProvider = { ...deep, name: 'plain', options: undefined, build: (data) => deep.build(data) };

describe('chooseModel', () => {
  it('builds with the options, and names those that are not the defaults', () => {
    const network = chooseModel(deep, { units: [8, 16], activation: 'relu' })(shape);
    expect(network.name).toBe('deep (units 8, 16)');
    expect(network.layers.flatMap((layer) => ('units' in layer ? [layer.units] : []))).toEqual([8, 16, 3]);
    expect(chooseModel(deep, { activation: 'tanh', units: [8] })(shape).name).toBe('deep (units 8, activation tanh)');
  });

  it('makes the same network of the defaults, written out or not, as without options', () => {
    const network = deep.build(shape);
    expect(network.name).toBe('deep');
    expect(chooseModel(deep)(shape)).toEqual(network);
    expect(chooseModel(deep, { units: [4] })(shape)).toEqual(network);
  });

  it('refuses wrong options before anything is built', () => {
    expect(() => chooseModel(deep, { units: [0] })).toThrow(
      'options of model deep: units.0: must be at least 1, not 0',
    );
    expect(() => chooseModel(deep, { unit: [1] })).toThrow(/unknown key "unit".*did you mean units/);
  });

  it('takes no options for a model that has none', () => {
    expect(chooseModel(plain, {})(shape)).toEqual(deep.build(shape));
    expect(() => chooseModel(plain, { units: [8] })).toThrow(
      'options of model plain: "units" given, but it takes none: leave options out',
    );
  });
});
