import { describe, expect, it } from '@jest/globals';
import { layerShapes, walkLayers } from '../model/layer-shapes.js';
import { modelSchema } from './model-schema.js';

const convolution = { type: 'conv2d', filters: 4, kernelSize: 3, stride: 2, bias: false };
const projection = { type: 'conv2d', filters: 4, kernelSize: 1, stride: 2 };
const tail = [{ type: 'globalAveragePool2d' }, { type: 'dense', units: 10 }];

/** What a model out of these layers is refused for, as `path: message`. */
function complaints(...layers: unknown[]): string[] {
  const { error } = modelSchema.safeParse({ inputShape: [8, 8, 1], layers });
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('modelSchema', () => {
  it('reads every kind of layer, and adds nothing to what is written', () => {
    const model = {
      name: 'mine',
      inputShape: [8, 8, 1],
      layers: [
        convolution,
        { type: 'batchNorm' },
        { type: 'relu' },
        {
          type: 'residual',
          body: [
            convolution,
            { type: 'batchNorm', epsilon: 0.001 },
            { type: 'gelu' },
            { type: 'residual', body: [{ type: 'tanh' }] },
          ],
          shortcut: [projection],
        },
        { type: 'conv2d', filters: 4, kernelSize: 3, padding: 2, groups: 4, dilation: 2 },
        { type: 'layerNorm', epsilon: 0.001 },
        { type: 'gelu', approximate: 'none' },
        { type: 'leakyRelu', slope: 0.2 },
        { type: 'maxPool2d', size: 2, stride: 1, padding: 1 },
        { type: 'averagePool2d', size: 2, stride: 1 },
        { type: 'globalMaxPool2d' },
        { type: 'dense', units: 10 },
      ],
      loss: 'mean-squared-error',
    };
    const parsed = modelSchema.parse(model);
    expect(parsed).toEqual(model);
    expect(walkLayers(layerShapes(parsed)).at(-1)).toMatchObject({
      name: 'dense1',
      input: { channels: 4, flat: true },
    });
  });

  it('fills in the name and the loss', () => {
    const layers = [convolution, ...tail];
    expect(modelSchema.parse({ inputShape: [8, 8, 1], layers })).toEqual({
      name: 'custom',
      inputShape: [8, 8, 1],
      layers,
      loss: 'softmax-cross-entropy',
    });
  });

  it.each<[string, unknown, RegExp]>([
    ['an unknown layer', { type: 'dropout' }, /^layers\.0\.type: /],
    ['a padding of a half', { ...convolution, padding: 0.5 }, /^layers\.0\.padding: /],
    ['a padded mean', { type: 'averagePool2d', size: 2, padding: 1 }, /^layers\.0: unknown key "padding"/],
    ['an even kernel', { ...convolution, kernelSize: 4 }, /^layers\.0\.kernelSize: must be odd/],
    ['an unknown key', { type: 'batchNorm', momentum: 0.9 }, /^layers\.0: unknown key "momentum"/],
    ['an epsilon of 0', { type: 'batchNorm', epsilon: 0 }, /^layers\.0\.epsilon: /],
    ['a residual without a body', { type: 'residual' }, /^layers\.0\.body: /],
    ['a residual with an empty body', { type: 'residual', body: [] }, /^layers\.0\.body: /],
    [
      'a misspelt layer deep inside',
      { type: 'residual', body: [{ type: 'residual', body: [projection], shortcut: [{ type: 'relou' }] }] },
      /^layers\.0\.body\.0\.shortcut\.0\.type: /,
    ],
    [
      'a bad value deep inside',
      { type: 'residual', body: [{ ...convolution, filters: 0 }] },
      /^layers\.0\.body\.0\.filters: /,
    ],
  ])('refuses %s and says where', (_what, layer, message) => {
    const found = complaints(layer, ...tail);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(message);
  });

  it('refuses an unknown loss', () => {
    expect(modelSchema.safeParse({ inputShape: [8, 8, 1], layers: tail, loss: 'hinge' }).success).toBe(false);
  });
});
