import { describe, expect, it } from '@jest/globals';
import { keyFromSeed, parameterLayout, type LayerSpec, type ModelSpec } from '@dof/core';
import { arbitraryModel, normalArray } from '@dof/testing';
import { fitWeights, type FitRequest, type NamedTensor, weightTensors } from '@dof/weights';
import fc from 'fast-check';

const block: readonly LayerSpec[] = [{ type: 'conv2d', filters: 4, kernelSize: 3 }, { type: 'relu' }];
const model: ModelSpec = {
  name: 'small',
  inputShape: [4, 6, 2],
  layers: [...block, ...block, ...block, { type: 'flatten' }, { type: 'dense', units: 3 }],
  loss: 'softmax-cross-entropy',
};
const requestOf = (network: ModelSpec): FitRequest => {
  return { file: 'net.npz', model: network, parameters: parameterLayout(network), layout: 'ours', except: [] };
};
const request = requestOf(model);
const w = draw(1, request.parameters.dimension);

function draw(seed: number, length: number): Float32Array {
  return Float32Array.from(normalArray(keyFromSeed(seed), 0, length));
}

/** w as named arrays, their layers renamed. */
function tensors(layout: 'ours' | 'pytorch', rename: (layer: string) => string = (layer) => layer): NamedTensor[] {
  return weightTensors({ ...request, layout }, w).map(({ name, shape, values }) => {
    const [layer, part] = name.split('.');
    return { name: `${rename(layer)}.${part}`, shape, type: 'F32', values: Float32Array.from(values) };
  });
}

const NAMES: Readonly<Record<string, string>> = {
  conv2d1: 'features.0',
  conv2d2: 'features.2',
  conv2d3: 'features.10',
  dense1: 'classifier',
};
const asIn = (layer: string): string => NAMES[layer];
const byName = (list: readonly NamedTensor[]): NamedTensor[] => [...list].sort((a, b) => (a.name < b.name ? -1 : 1));

describe('fitWeights', () => {
  it('gives back w of every network, written in either layout, whatever the order in the file', () => {
    fc.assert(
      fc.property(
        arbitraryModel({ batchNorm: true, residual: true, maximumChannels: 4 }).chain((network) =>
          fc.tuple(fc.constant(network), fc.constantFrom('ours' as const, 'pytorch' as const), fc.nat()),
        ),
        ([network, layout, seed]) => {
          const asked = { ...requestOf(network), layout };
          const values = draw(seed, asked.parameters.dimension);
          const written = weightTensors(asked, values).map((one) => ({
            ...one,
            type: 'F32',
            values: Float32Array.from(one.values),
          }));
          expect(fitWeights(written.reverse(), asked).w).toEqual(values);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('takes layers by their names, whatever their order', () => {
    const { w: found, notices } = fitWeights(tensors('ours').reverse(), request);
    expect(found).toEqual(w);
    expect(notices).toEqual(['The weights of net.npz were taken by name for conv2d1, conv2d2, conv2d3, dense1.']);
  });

  it('takes other names in the order of the file, or of their numbers where the file is sorted by name', () => {
    const pytorch = { ...request, layout: 'pytorch' as const };
    const renamed = tensors('pytorch', asIn);
    // features.10 comes before features.2 there.
    for (const list of [renamed, byName(renamed)]) {
      const { w: found, notices } = fitWeights(list, pytorch);
      expect(found).toEqual(w);
      expect(notices).toEqual([
        'The weights of net.npz were taken by order and shape: conv2d1 from features.0, conv2d2 from features.2, conv2d3 ' +
          'from features.10, dense1 from classifier.',
      ]);
    }
  });

  it('says that the order of words is none', () => {
    const words: Readonly<Record<string, string>> = { conv2d1: 'a', conv2d2: 'second', conv2d3: 'third', dense1: 'z' };
    const { notices } = fitWeights(byName(tensors('ours', (layer) => words[layer])), request);
    expect(notices[1]).toBe(
      'net.npz is sorted by name, so layers of the same shape were taken in that order: conv2d2 from second, conv2d3 from third.',
    );
  });

  it('leaves out excepted layers, whether or not the file has them', () => {
    const head = request.parameters.segments.find(({ layer }) => layer === 'dense1')?.offset ?? 0;
    const asked = { ...request, except: ['dense1'] };
    const other: NamedTensor = { name: 'fc.weight', shape: [99, 10], type: 'F32', values: new Float32Array(990) };
    const body = tensors('ours', asIn).filter(({ name }) => !name.startsWith('classifier'));
    for (const list of [tensors('ours'), tensors('ours', asIn), body, [...body, other]]) {
      const { w: found, notices } = fitWeights(list, asked);
      expect(found.subarray(0, head)).toEqual(w.subarray(0, head));
      expect(notices).toContain('Not from net.npz, but at the initialisation: dense1.');
    }
    expect(fitWeights([...body, other], asked).notices.at(-1)).toBe('Left in net.npz: fc (99 x 10).');
  });

  it.each([
    [
      'a layer that is missing',
      tensors('ours').filter(({ name }) => !name.startsWith('conv2d2')),
      'nothing in net.npz fits conv2d2 (3 x 3 x 4 x 4, bias 4) of small; nothing else is in it',
    ],
    [
      'a bias that is missing',
      tensors('ours').filter(({ name }) => name !== 'dense1.bias'),
      'nothing in net.npz fits dense1 (96 x 3, bias 3) of small; left in the file: dense1 (96 x 3)',
    ],
    [
      'one layer more',
      [...tensors('ours'), { name: 'fc.weight', shape: [1, 2], type: 'F32', values: Float32Array.of(1, 2) }],
      'net.npz holds more than small has: left in the file: fc (1 x 2)',
    ],
    [
      'a layer that is missing, and names what to leave out',
      tensors('ours').filter(({ name }) => !name.startsWith('conv2d2')),
      '; to begin there at the initialisation, say except: [conv2d2]',
    ],
    [
      "PyTorch's layout with another head",
      tensors('pytorch').map((tensor) =>
        tensor.name === 'dense1.weight' ? { ...tensor, shape: [4, 96], values: new Float32Array(384) } : tensor,
      ),
      "; more of the shapes fit PyTorch's layout: add layout: pytorch to the start",
    ],
    ["PyTorch's layout", tensors('pytorch'), "the shapes fit PyTorch's layout: add layout: pytorch"],
    ['nothing', [], 'nothing in net.npz fits conv2d1'],
  ])('refuses %s', (_, list, message) => {
    const fit = (): unknown => fitWeights(list, request);
    expect(fit).toThrow(message);
    expect(fit).toThrow(expect.objectContaining({ code: 'DOF_WEIGHTS_MISFIT' }));
  });

  it('says that square kernels fit either layout, unless a layout was asked for', () => {
    const model: ModelSpec = {
      ...{ name: 'square', inputShape: [2, 2, 1], loss: 'softmax-cross-entropy' },
      layers: [{ type: 'flatten' }, { type: 'dense', units: 4 }],
    };
    const square = { ...request, model, parameters: parameterLayout(model) };
    const list: NamedTensor[] = [
      { name: 'fc.weight', shape: [4, 4], type: 'F32', values: Float32Array.from({ length: 16 }, (_, i) => i) },
      { name: 'fc.bias', shape: [4], type: 'F32', values: new Float32Array(4) },
    ];
    expect(fitWeights(list, square).notices.at(-1)).toBe(
      "What was taken from net.npz fits PyTorch's layout as well, and was read in ours: if the file is from PyTorch, add " +
        'layout: pytorch to the start.',
    );
    expect(fitWeights(list, { ...square, layout: 'pytorch' }).notices).toHaveLength(1);
  });

  it("says that our layout fits where PyTorch's was asked for", () => {
    expect(() => fitWeights(tensors('ours'), { ...request, layout: 'pytorch' })).toThrow('leave layout: pytorch out');
  });

  it('refuses numbers that are no weights', () => {
    const broken = (values: NamedTensor['values'], type = 'F32') =>
      tensors('ours').map((tensor) => (tensor.name === 'dense1.bias' ? { ...tensor, values, type } : tensor));
    expect(() => fitWeights(broken(Float32Array.of(0, NaN, 0)), request)).toThrow('"dense1.bias" holds NaN');
    expect(() => fitWeights(broken(Float64Array.of(0, 1e300, 0)), request)).toThrow('"dense1.bias" holds 1e+300');
    expect(() => fitWeights(broken(undefined, 'I64'), request)).toThrow('"dense1.bias" holds I64');
  });

  it("refuses PyTorch's layout for a network that is a file of the engine", () => {
    const file = { name: 'keras', format: 'tfjs-layers', contentHash: 'a'.repeat(64) };
    expect(() => fitWeights(tensors('pytorch'), { ...request, model: file, layout: 'pytorch' })).toThrow(
      'networks of layers',
    );
    expect(fitWeights(tensors('ours'), { ...request, model: file }).w).toEqual(w);
  });
});
