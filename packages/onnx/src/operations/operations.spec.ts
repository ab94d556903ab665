import { describe, expect, it } from '@jest/globals';
import { readOnnxNetwork } from '../read-onnx-network.js';
import { GraphBuilder, batchOf, type AttributeValue } from '../writer/graph-builder.js';

type Attributes = Readonly<Record<string, AttributeValue>>;

/** A network of [6, 7, 2] images with one operation before a global pool and a dense layer. */
function read(build: (builder: GraphBuilder, image: string) => string) {
  const builder = new GraphBuilder();
  const value = build(builder, 'x');
  const pooled = builder.node('flat', 'Flatten', [builder.node('pool', 'GlobalMaxPool', [value])]);
  const matrix = builder.tensor('matrix', [2, 3], [1, 2, 3, 4, 5, 6]);
  builder.node('y', 'MatMul', [pooled, matrix]);
  return readOnnxNetwork(builder.finish('net', batchOf('x', [2, 6, 7]), batchOf('y', [3])), { name: 'net' });
}

function convolution(attributes: Attributes, shape = [2, 2, 3, 3]) {
  return read((builder, image) => {
    const kernel = builder.tensor(
      'kernel',
      shape,
      Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => i),
    );
    return builder.node('node', 'Conv', [image, kernel], attributes);
  });
}

function operation(op: string, attributes: Attributes = {}) {
  return read((builder, image) => builder.node('node', op, [image], attributes));
}

describe('a convolution', () => {
  // Sides of 6 and 7. SAME of a stride of 2 pads 6 by 0 and 1, 7 by 1 and 1.
  it.each<[string, Attributes, object]>([
    ['no pads', {}, { padding: 'valid' }],
    ['a pad of 1', { pads: [1, 1, 1, 1] }, {}],
    ['the pads of SAME', { pads: [0, 1, 1, 1], strides: [2, 2] }, { stride: 2 }],
  ])('with %s is ours', (_, attributes, settings) => {
    const [layer] = convolution(attributes).model.layers;
    expect(layer).toEqual({ type: 'conv2d', filters: 2, kernelSize: 3, bias: false, ...settings });
  });

  it('has its kernel as height, width, channels, filters', () => {
    const { w } = convolution({});
    // The first pixel of the kernel, for both channels and both filters: OIHW at [o, i, 0, 0].
    expect(Array.from(w.subarray(0, 4))).toEqual([0, 18, 9, 27]);
  });

  it('of 1 x 1 takes a bias that is added to it', () => {
    const { model, w } = read((builder, image) => {
      const kernel = builder.tensor('kernel', [2, 2, 1, 1], [1, 2, 3, 4]);
      const sum = builder.node('conv', 'Conv', [image, kernel]);
      return builder.node('sum', 'Add', [sum, builder.tensor('bias', [2, 1, 1], [8, 9])]);
    });
    expect(model.layers[0]).toEqual({ type: 'conv2d', filters: 2, kernelSize: 1 });
    expect(Array.from(w.subarray(0, 6))).toEqual([1, 3, 2, 4, 8, 9]);
  });

  it.each<[string, Attributes, number[], RegExp]>([
    ['kernels of an even side', {}, [2, 2, 2, 2], /node "node" \(Conv\): a kernel of 2 x 2/],
    ['kernels that are no squares', {}, [2, 2, 3, 1], /kernel_shape \[3, 1\]/],
    ['strides that differ', { strides: [1, 2] }, [2, 2, 3, 3], /strides \[1, 2\]/],
    ['pads that differ', { pads: [2, 0, 0, 0] }, [2, 2, 3, 3], /pads \[2, 0, 0, 0\]: as many zeros on every side/],
    ['pads below zero', { pads: [-1, -1, -1, -1] }, [2, 2, 3, 3], /pads \[-1, -1, -1, -1\]/],
    ['one axis', {}, [2, 2, 3], /its input 1 has shape \[2, 2, 3\]: 4 axes are expected/],
    ['other channels', {}, [2, 3, 3, 3], /takes 3 channels in 1 groups, but the image has 2/],
    ['kernels larger than the image', {}, [2, 2, 9, 9], /window of 9 x 9 is larger than the image of 6 x 7/],
  ])('with %s is refused', (_, attributes, shape, message) => {
    expect(() => convolution(attributes, shape)).toThrow(message);
  });
});

describe('a pool', () => {
  it.each<[string, Attributes, object]>([
    ['MaxPool', { kernel_shape: [2, 2], strides: [2, 2] }, { type: 'maxPool2d', size: 2 }],
    ['AveragePool', { kernel_shape: [3, 3] }, { type: 'averagePool2d', size: 3, stride: 1 }],
    // A window more would fit into none of the sides.
    ['MaxPool', { kernel_shape: [2, 2], strides: [1, 1], ceil_mode: 1 }, { type: 'maxPool2d', size: 2, stride: 1 }],
  ])('%s with %j is ours', (op, attributes, layer) => {
    expect(operation(op, attributes).model.layers[0]).toEqual(layer);
  });

  it.each<[string, Attributes, RegExp]>([
    ['MaxPool', { kernel_shape: [2, 2], strides: [2, 2], ceil_mode: 1 }, /ceil_mode, where it keeps a window/],
    ['MaxPool', { kernel_shape: [2, 2], pads: [1, 0, 0, 0] }, /pads \[1, 0, 0, 0\]: as many on every side/],
    ['AveragePool', { kernel_shape: [3, 3], pads: [1, 1, 1, 1] }, /a pool of means has none here/],
    ['MaxPool', { kernel_shape: [2, 2], dilations: [2, 2] }, /dilations of 2/],
  ])('%s with %j is refused', (op, attributes, message) => {
    expect(() => operation(op, attributes)).toThrow(message);
  });
});

describe('what changes shapes', () => {
  it.each<[string, (builder: GraphBuilder, image: string) => string]>([
    ['a reduction', (builder, image) => builder.node('a', 'ReduceMax', [image], { axes: [-2, -1], keepdims: 0 })],
    [
      'a pool and a squeeze',
      (builder, image) => builder.node('b', 'Squeeze', [builder.node('a', 'GlobalMaxPool', [image])], { axes: [2, 3] }),
    ],
  ])('%s is a global pool', (_, build) => {
    const builder = new GraphBuilder();
    builder.node('y', 'MatMul', [build(builder, 'x'), builder.tensor('matrix', [2, 3], [1, 2, 3, 4, 5, 6])]);
    const bytes = builder.finish('net', batchOf('x', [2, 6, 7]), batchOf('y', [3]));
    const { model } = readOnnxNetwork(bytes, { name: 'net' });
    expect(model.layers.map(({ type }) => type)).toEqual(['globalMaxPool2d', 'dense']);
  });

  it('is nothing, to channels last and back', () => {
    const { model } = read((builder, image) => {
      const last = builder.node('a', 'Transpose', [image], { perm: [0, 2, 3, 1] });
      return builder.node('c', 'Transpose', [builder.node('b', 'Relu', [last])], { perm: [0, 3, 1, 2] });
    });
    expect(model.layers.map(({ type }) => type)).toEqual(['relu', 'globalMaxPool2d', 'dense']);
  });

  it.each<[string, Attributes, RegExp]>([
    ['Transpose', { perm: [0, 1, 3, 2] }, /perm \[0,1,3,2\]: only from channels first to last/],
    [
      'Transpose',
      { perm: [0, 2, 3, 1] },
      /node "pool" \(GlobalMaxPool\): its input has been transposed to channels last/,
    ],
    ['Flatten', { axis: 2 }, /axis 2: all axes but the batch/],
    ['ReduceMean', { axes: [1] }, /a reduction must be over height and width/],
  ])('%s with %j is refused', (op, attributes, message) => {
    expect(() => operation(op, attributes)).toThrow(message);
  });
});
