import { describe, expect, it } from '@jest/globals';
import type { LayerSpec, ModelSpec } from '../contracts/model-spec.js';
import { walkLayers, layerShapes } from './layer-shapes.js';
import type { LayerShape } from './output-shape.js';
import { parameterLayout } from './parameter-layout.js';

const model = (inputShape: ModelSpec['inputShape'], ...layers: LayerSpec[]): ModelSpec => ({
  name: 'drawn',
  inputShape,
  layers,
  loss: 'softmax-cross-entropy',
});
const conv = (filters: number, stride = 1): LayerSpec => ({ type: 'conv2d', filters, kernelSize: 3, stride });
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
