import { describe, expect, it } from '@jest/globals';
import type { Conv2dSpec, LayerSpec, ModelSpec } from '../contracts/model-spec.js';
import { walkLayers, layerShapes } from './layer-shapes.js';
import type { LayerShape } from './output-shape.js';
import { parameterLayout } from './parameter-layout.js';

const model = (inputShape: ModelSpec['inputShape'], ...layers: LayerSpec[]): ModelSpec => ({
  name: 'drawn',
  inputShape,
  layers,
  loss: 'softmax-cross-entropy',
});
const conv = (filters: number, stride = 1): Conv2dSpec => ({ type: 'conv2d', filters, kernelSize: 3, stride });
const projection: LayerSpec = { type: 'conv2d', filters: 4, kernelSize: 1, stride: 2, bias: false };
const norm: LayerSpec = { type: 'batchNorm' };

const image = (height: number, width: number, channels: number): LayerShape => ({
  height,
  width,
  channels,
  flat: false,
});
const vector = (channels: number): LayerShape => ({ height: 1, width: 1, channels, flat: true });

const nested = model(
  [5, 6, 3],
  conv(2),
  norm,
  {
    type: 'residual',
    body: [conv(4, 2), norm, { type: 'residual', body: [norm, conv(4)] }],
    shortcut: [projection, norm],
  },
  { type: 'globalAveragePool2d' },
  { type: 'residual', body: [{ type: 'dense', units: 4 }, norm, { type: 'gelu' }] },
  { type: 'dense', units: 2 },
);

describe('layerShapes', () => {
  it.each<[string, LayerSpec, LayerShape]>([
    ['a convolution of stride 2 under SAME padding', conv(4, 2), image(3, 3, 4)],
    ['a 1x1 convolution of stride 2', projection, image(3, 3, 4)],
    [
      'a convolution of stride 2 under VALID padding',
      { type: 'conv2d', filters: 4, kernelSize: 3, stride: 2, padding: 'valid' },
      image(2, 2, 4),
    ],
    [
      'a convolution of stride 2 under padding by 2',
      { type: 'conv2d', filters: 4, kernelSize: 3, stride: 2, padding: 2 },
      image(4, 4, 4),
    ],
    [
      'a dilated convolution under VALID padding',
      { type: 'conv2d', filters: 4, kernelSize: 3, dilation: 2, padding: 'valid' },
      image(1, 2, 4),
    ],
    ['a dilated convolution', { type: 'conv2d', filters: 4, kernelSize: 3, dilation: 3 }, image(5, 6, 4)],
    ['a depthwise convolution', { type: 'conv2d', filters: 6, kernelSize: 3, groups: 3 }, image(5, 6, 6)],
    ['a padded pool', { type: 'maxPool2d', size: 3, stride: 2, padding: 1 }, image(3, 3, 3)],
    ['layer normalisation', { type: 'layerNorm' }, image(5, 6, 3)],
    ['leaky ReLU', { type: 'leakyRelu', slope: -1 }, image(5, 6, 3)],
    ['a 2x2 pool', { type: 'maxPool2d', size: 2 }, image(2, 3, 3)],
    ['a global average pool', { type: 'globalAveragePool2d' }, vector(3)],
    ['a global max pool', { type: 'globalMaxPool2d' }, vector(3)],
    ['flatten', { type: 'flatten' }, vector(90)],
    ['batch normalisation', norm, image(5, 6, 3)],
    ['tanh', { type: 'tanh' }, image(5, 6, 3)],
    ['a residual', { type: 'residual', body: [conv(3)] }, image(5, 6, 3)],
    ['a residual with two paths', { type: 'residual', body: [conv(4, 2)], shortcut: [projection] }, image(3, 3, 4)],
    [
      'a residual of vectors',
      { type: 'residual', body: [{ type: 'globalAveragePool2d' }], shortcut: [{ type: 'globalMaxPool2d' }] },
      vector(3),
    ],
  ])('gives the output of %s', (_what, layer, output) => {
    const [shaped] = layerShapes(model([5, 6, 3], layer));
    expect(shaped.input).toEqual(image(5, 6, 3));
    expect(shaped.output).toEqual(output);
  });

  it('counts every kind of layer over the whole network, body before shortcut', () => {
    expect(walkLayers(layerShapes(nested)).map(({ name }) => name)).toEqual([
      'conv2d1',
      'batchNorm1',
      'residual1',
      ...['conv2d2', 'batchNorm2', 'residual2', 'batchNorm3', 'conv2d3'],
      ...['conv2d4', 'batchNorm4'],
      'globalAveragePool2d1',
      'residual3',
      ...['dense1', 'batchNorm5', 'gelu1'],
      'dense2',
    ]);
  });

  it('gives both paths of a residual the input of the residual', () => {
    const [, , residual] = layerShapes(nested);
    const { body, shortcut } = residual.branches ?? { body: [], shortcut: [] };
    expect([body[0].input, shortcut[0].input]).toEqual([image(5, 6, 2), image(5, 6, 2)]);
    expect(body.at(-1)?.branches).toMatchObject({ body: [{ name: 'batchNorm3' }, { name: 'conv2d3' }], shortcut: [] });
    expect(layerShapes(nested).filter(({ branches }) => branches)).toHaveLength(2);
  });

  it.each<[string, LayerSpec[], RegExp]>([
    ['dense on an image', [{ type: 'dense', units: 2 }], /layer dense1: .*flatten.*; its input is 5 x 6 x 3$/],
    ['an even kernel', [{ type: 'conv2d', filters: 1, kernelSize: 2 }], /conv2d1: kernelSize must be odd, not 2/],
    ['a window beyond the image', [conv(1), { type: 'maxPool2d', size: 6 }], /maxPool2d1: the window is larger/],
    [
      'a global pool of a vector',
      [{ type: 'flatten' }, { type: 'globalMaxPool2d' }],
      /its input is a flat vector of 90/,
    ],
    ['an epsilon of 0', [{ type: 'batchNorm', epsilon: 0 }], /batchNorm1: epsilon must be above 0, not 0/],
    ['an epsilon below 0', [{ type: 'layerNorm', epsilon: -1 }], /layerNorm1: epsilon must be above 0, not -1/],
    ['groups that cut channels', [{ ...conv(4), groups: 2 }], /groups must divide the 3 channels .* the 4 filters/],
    ['groups that cut filters', [{ ...conv(4), groups: 3 }], /groups must divide .* the 4 filters, unlike 3/],
    ['a padding of half a pixel', [{ ...conv(4), padding: 0.5 }], /padding must be same, valid or a whole .*not 0.5/],
    ['a padding below 0', [{ ...conv(4), padding: -1 }], /padding must be same, valid or a whole number .*not -1/],
    ['a dilated kernel beyond the image', [{ ...conv(4), dilation: 3, padding: 'valid' }], /kernel is larger than/],
    [
      'a pool that is mostly padding',
      [{ type: 'maxPool2d', size: 3, padding: 2 }],
      /from 0 to half of size \(3\), not 2/,
    ],
    ['a slope without end', [{ type: 'leakyRelu', slope: Infinity }], /slope must be a finite number, not Infinity/],
    ['an empty body', [{ type: 'residual', body: [] }], /residual1: .*at least one layer/],
    [
      'a body that changes the channels beside the identity',
      [{ type: 'residual', body: [conv(4)] }],
      /residual1: the body ends in 5 x 6 x 4, but the identity shortcut in 5 x 6 x 3/,
    ],
    [
      'paths of different sides',
      [{ type: 'residual', body: [conv(4)], shortcut: [projection] }],
      /residual1: the body ends in 5 x 6 x 4, but the shortcut in 3 x 3 x 4/,
    ],
    [
      'an image beside a vector',
      [
        { type: 'maxPool2d', size: 5 },
        { type: 'residual', body: [{ type: 'flatten' }] },
      ],
      /the body ends in a flat vector of 3, but the identity shortcut in 1 x 1 x 3/,
    ],
    [
      'a misfit deep inside',
      [{ type: 'residual', body: [norm, { type: 'residual', body: [norm, { type: 'dense', units: 1 }] }] }],
      /layer dense1/,
    ],
  ])('refuses %s', (_what, layers, message) => {
    const refuse = (): unknown => layerShapes(model([5, 6, 3], ...layers));
    expect(refuse).toThrow(expect.objectContaining({ code: 'DOF_MODEL_SHAPE' }));
    expect(refuse).toThrow(message);
  });

  it.each([0, -3, 1.5, NaN, Infinity])('refuses a size of %d wherever it stands', (size) => {
    const layers: Record<string, LayerSpec> = {
      filters: conv(size),
      kernelSize: { type: 'conv2d', filters: 1, kernelSize: size },
      groups: { type: 'conv2d', filters: 1, kernelSize: 1, groups: size },
      dilation: { type: 'conv2d', filters: 1, kernelSize: 1, dilation: size },
      stride: { type: 'conv2d', filters: 1, kernelSize: 1, stride: size },
      size: { type: 'maxPool2d', size },
      'window stride': { type: 'averagePool2d', size: 1, stride: size },
      units: { type: 'residual', body: [{ type: 'flatten' }, { type: 'dense', units: size }] },
    };
    for (const layer of Object.values(layers)) {
      expect(() => layerShapes(model([5, 6, 3], layer))).toThrow(
        expect.objectContaining({ code: 'DOF_MODEL_SHAPE', message: expect.stringMatching(/must be a whole number/) }),
      );
    }
    expect(() => layerShapes(model([5, size, 3], conv(4)))).toThrow(
      expect.objectContaining({ code: 'DOF_MODEL_SHAPE', message: expect.stringMatching(/inputShape must be/) }),
    );
  });
});

describe('parameterLayout', () => {
  it('has a kernel for every channel of a group, whose number is what feeds an output', () => {
    const { segments } = parameterLayout(model([5, 6, 4], { ...conv(6), groups: 2 }, { type: 'layerNorm' }));
    expect(segments.map(({ layer, kind, shape, fanIn }) => [layer, kind, shape, fanIn])).toEqual([
      ['conv2d1', 'kernel', [3, 3, 2, 6], 18],
      ['conv2d1', 'bias', [6], 18],
      ['layerNorm1', 'scale', [6], 1],
      ['layerNorm1', 'bias', [6], 1],
    ]);
  });

  it('walks the layers in the order of their names and leaves no gap', () => {
    const { dimension, segments } = parameterLayout(nested);
    expect(segments.map(({ layer, kind, length }) => `${layer} ${kind} ${length}`)).toEqual([
      'conv2d1 kernel 54',
      'conv2d1 bias 2',
      'batchNorm1 scale 2',
      'batchNorm1 bias 2',
      'conv2d2 kernel 72',
      'conv2d2 bias 4',
      'batchNorm2 scale 4',
      'batchNorm2 bias 4',
      'batchNorm3 scale 4',
      'batchNorm3 bias 4',
      'conv2d3 kernel 144',
      'conv2d3 bias 4',
      'conv2d4 kernel 8',
      'batchNorm4 scale 4',
      'batchNorm4 bias 4',
      'dense1 kernel 16',
      'dense1 bias 4',
      'batchNorm5 scale 4',
      'batchNorm5 bias 4',
      'dense2 kernel 8',
      'dense2 bias 2',
    ]);
    let offset = 0;
    for (const segment of segments) {
      expect(segment.offset).toBe(offset);
      offset += segment.length;
    }
    expect(dimension).toBe(offset);
  });
});
