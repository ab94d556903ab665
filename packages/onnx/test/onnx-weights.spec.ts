import { describe, expect, it } from '@jest/globals';
import { parameterLayout, type LayerSpec, type ModelSpec } from '@dof/core';
import { onnxWeightsReader, readOnnxNetwork } from '@dof/onnx';
import { readFixture } from './fixtures/fixture.js';

const { bytes } = readFixture('lenet');
const network = readOnnxNetwork(bytes, { name: 'lenet' });

/** With another last layer. */
function withHead(units: number): ModelSpec {
  return { ...network.model, name: 'other', layers: [...network.model.layers.slice(0, -1), { type: 'dense', units }] };
}

function read(model: ModelSpec, except: readonly string[] = []) {
  return onnxWeightsReader.read({
    file: 'lenet.onnx',
    bytes,
    model,
    parameters: parameterLayout(model),
    layout: 'ours',
    except,
  });
}

describe('weights in an ONNX file', () => {
  it('are those of its network', async () => {
    const { w, notices } = await read(network.model);
    expect(w).toEqual(network.w);
    expect(notices).toEqual(['The weights of lenet.onnx were taken by name for conv2d1, conv2d2, dense1, dense2.']);
  });

  it('are taken but for a layer of another shape, where it is excepted', async () => {
    const model = withHead(7);
    const { w, notices } = await read(model, ['dense2']);
    const { segments } = parameterLayout(model);
    const head = segments.find(({ layer }) => layer === 'dense2')?.offset ?? NaN;
    expect(w.subarray(0, head)).toEqual(network.w.subarray(0, head));
    expect(w.subarray(head).every((value) => value === 0)).toBe(true);
    expect(notices).toEqual([
      'The weights of lenet.onnx were taken by name for conv2d1, conv2d2, dense1.',
      'Not from lenet.onnx, but at the initialisation: dense2.',
    ]);
  });

  it('say which of them a network does not have, where a layer of it is excepted; otherwise they are another network', async () => {
    const layers: readonly LayerSpec[] = network.model.layers.slice(0, 6).concat({ type: 'globalAveragePool2d' });
    const { notices } = await read({ ...network.model, layers }, ['conv2d2']);
    expect(notices).toEqual([
      'The weights of lenet.onnx were taken by name for conv2d1.',
      'Not from lenet.onnx, but at the initialisation: conv2d2.',
      'Left in lenet.onnx: dense1 kernel, dense1 bias, dense2 kernel, dense2 bias.',
    ]);
    await expect(read({ ...network.model, layers })).rejects.toThrow(
      /lenet\.onnx holds more than lenet has: "dense1 kernel", .*: take the file's network as the model, or name with except/,
    );
  });

  it.each([
    [
      'of another shape',
      withHead(7),
      /dense2 kernel of shape \[10, 7\], the file one of shape \[10, 4\]: .*except: \[dense2\]/,
    ],
    [
      'that is not there',
      { ...withHead(4), layers: [...withHead(4).layers, { type: 'dense', units: 4 }] as LayerSpec[] },
      /dense3 kernel of shape \[4, 4\], the file nothing/,
    ],
  ])('are refused for a layer %s', async (_, model, message) => {
    await expect(read(model)).rejects.toThrow(message);
  });
});
