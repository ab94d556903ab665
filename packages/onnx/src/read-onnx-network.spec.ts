import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isDofError } from '@dof/core';
import { readOnnxNetwork } from './read-onnx-network.js';
import { encodeMessage, type Written } from './wire/encode-message.js';
import {
  DATA_TYPE,
  modelSchema,
  type GraphMessage,
  type NodeMessage,
  type TensorMessage,
} from './wire/onnx-messages.js';

const fixtures = new URL('../test/fixtures/', import.meta.url);
const names = readdirSync(fixtures).filter((name) => name.endsWith('.onnx'));

function value(name: string, sizes: readonly number[]) {
  const dim = [{ dimParam: 'batch' }, ...sizes.map((dimValue) => ({ dimValue }))];
  return { name, type: { tensorType: { elemType: DATA_TYPE.float, shape: { dim } } } };
}

function tensor(name: string, dims: readonly number[], change: Written<TensorMessage> = {}): Written<TensorMessage> {
  const length = dims.reduce((product, size) => product * size, 1);
  const floatData = Array.from({ length }, (_, i) => i + 1);
  return { name, dims, dataType: DATA_TYPE.float, floatData, ...change };
}

const flatten = { name: 'first', opType: 'Flatten', input: ['x'], output: ['flat'] };
const product = { name: 'last', opType: 'MatMul', input: ['flat', 'w'], output: ['y'] };

interface FileChange extends Written<GraphMessage> {
  readonly opset?: number;
}

/** A network of [2, 2, 1] images and 3 classes, with something else in it. */
function file({ opset = 17, ...change }: FileChange): Uint8Array {
  const nodes: readonly Written<NodeMessage>[] = [flatten, product];
  const graph = {
    node: nodes,
    initializer: [tensor('w', [4, 3])],
    input: [value('x', [1, 2, 2])],
    output: [value('y', [3])],
  };
  return encodeMessage(modelSchema, {
    irVersion: 8,
    opsetImport: [{ version: opset }],
    graph: { ...graph, ...change },
  });
}

function read(change: FileChange = {}) {
  return readOnnxNetwork(file(change), { name: 'net' });
}

/** Between the two nodes of the network. */
function between(node: Written<NodeMessage>, ...initializer: readonly Written<TensorMessage>[]): FileChange {
  const named = { name: 'node', input: ['flat'], output: ['then'], ...node };
  const last = { ...product, input: ['then', 'w'] };
  return { node: [flatten, named, last], initializer: [tensor('w', [4, 3]), ...initializer] };
}

describe('readOnnxNetwork', () => {
  it('reads what the changes below change', () => {
    const { model, w } = read();
    expect(model.layers).toEqual([{ type: 'flatten' }, { type: 'dense', units: 3, bias: false }]);
    expect(Array.from(w)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  });

  it.each([11, 13, 18, 20])('reads opset %i', (opset) => {
    expect(read({ opset }).layout.dimension).toBe(12);
  });

  it('takes a constant added to a product for its bias', () => {
    const node = [flatten, { ...product, output: ['z'] }, { opType: 'Add', input: ['b', 'z'], output: ['y'] }];
    const { model, w } = read({ node, initializer: [tensor('w', [4, 3]), tensor('b', [3])] });
    expect(model.layers[1]).toEqual({ type: 'dense', units: 3 });
    expect(Array.from(w.subarray(12))).toEqual([1, 2, 3]);
  });

  it('reads weights of half precision', () => {
    const int32Data = [0x3c00, 0xc000, 0x3555, 0x0001, 0x7bff, 0x8000, ...new Array<number>(6).fill(0x3800)];
    const { w } = read({
      initializer: [tensor('w', [4, 3], { dataType: DATA_TYPE.float16, floatData: [], int32Data })],
    });
    // IEEE 754: 1, -2, a third rounded, the least and the largest number, -0, and halves.
    expect(Array.from(w.subarray(0, 7))).toEqual([1, -2, 0.333251953125, 2 ** -24, 65504, -0, 0.5]);
  });

  it('says which weights stand at several places', () => {
    const square = { opType: 'MatMul', input: ['flat', 'v'], output: ['then'] };
    const { node, initializer } = between(square, tensor('v', [4, 4]));
    const twice = { ...square, input: ['then', 'v'], output: ['again'] };
    const nodes = [...(node ?? []).slice(0, 2), twice, { ...product, input: ['again', 'w'] }];
    expect(read({ node: nodes, initializer }).notices).toEqual([
      expect.stringMatching(/^"v" stands at several places/),
    ]);
  });

  it.each<[string, FileChange, RegExp, string?]>([
    [
      'an operation that no layer does',
      between({ opType: 'Sin' }),
      /^net: node "node" \(Sin\): no layer here does this/,
      'layer',
    ],
    ['an operation of others', between({ opType: 'Relu', domain: 'com.microsoft' }), /"com\.microsoft\.Relu"/, 'layer'],
    ['a name of several lines', between({ name: 'a\nb\u001b', opType: 'Sin' }), /node "a\\nb\\u001b"/, 'layer'],
    ['a node without a name', between({ name: '', opType: 'Sin' }), /node that gives "then" \(Sin\)/, 'layer'],
    [
      'a product by channel',
      between({ opType: 'Mul', input: ['flat', 'v'] }, tensor('v', [4])),
      /"node" \(Mul\)/,
      'layer',
    ],
    ['two paths that are no sum', between({ opType: 'Mul', input: ['flat', 'flat2'] }), /takes "flat2", which nothing/],
    [
      'a constant after an activation',
      between({ opType: 'Add', input: ['flat', 'v'] }, tensor('v', [4])),
      /right after a Conv/,
      'layer',
    ],
    ['weights in another file', { initializer: [tensor('w', [4, 3], { dataLocation: 1 })] }, /"w" is in another file/],
    [
      'too few weights',
      { initializer: [tensor('w', [4, 3], { floatData: [1] })] },
      /shape \[4, 3\] holds 1 values, not 12/,
    ],
    ['a shape below zero', { initializer: [tensor('w', [-4, -3])] }, /shape \[-4, -3\]/],
    ['whole numbers of eight bits', { initializer: [tensor('w', [4, 3], { dataType: 3 })] }, /data type 3/],
    ['weights that do not fit', { initializer: [tensor('w', [5, 3])] }, /it takes 5 numbers, but its input has 4/],
    [
      'computed weights',
      { initializer: [], node: [flatten, { ...product, input: ['flat', 'flat'] }] },
      /must be a constant/,
      'layer',
    ],
    ['two inputs', { input: [value('x', [1, 2, 2]), value('z', [1])] }, /2 inputs \("x", "z"\)/],
    ['no output', { output: [] }, /the graph has no output/],
    ['an output from nowhere', { output: [value('q', [3])] }, /no node gives the output "q"/],
    ['nodes in a circle', between({ opType: 'Relu', input: ['then'] }), /takes "then", which nothing before it gives/],
    ['a value given twice', between({ opType: 'Relu', output: ['flat'] }), /gives "flat", which is there already/],
    ['an old opset', { opset: 10 }, /opset 10: 11 to 20/],
    ['a newer opset', { opset: 21 }, /opset 21: 11 to 20/],
    ['an input of five axes', { input: [value('x', [1, 2, 2, 2])] }, /its input has 5 axes/],
    ['images of no size', { input: [{ name: 'x' }] }, /does not say how large its input is/],
    [
      'a flattened image at the end',
      { node: [{ ...flatten, output: ['y'] }], input: [value('x', [2, 2, 2])] },
      /its output is a flattened image/,
    ],
  ])('refuses %s', (_, change, message, kind = 'file') => {
    const code = kind === 'layer' ? 'DOF_UNSUPPORTED_LAYER' : 'DOF_MODEL_FILE';
    const matching = { code, message: expect.stringMatching(message) };
    expect(() => read(change)).toThrow(expect.objectContaining(matching));
  });

  it('refuses sums inside sums without end, in little time', () => {
    const nodes: Written<NodeMessage>[] = [flatten];
    for (let i = 0; i < 3000; i++) {
      const before = i === 0 ? 'flat' : `s${i - 1}`;
      nodes.push({ opType: 'Relu', input: [before], output: [`r${i}`] });
      nodes.push({ opType: 'Add', input: [`r${i}`, 'flat'], output: [`s${i}`] });
    }
    const change = { node: [...nodes, { ...product, input: ['s2999', 'w'] }] };
    expect(() => read(change)).toThrow(/sums inside sums, more than 64 deep/);
  });

  it.each([
    ['nothing', new Uint8Array(), /it holds no graph/],
    ['text', new TextEncoder().encode('not a network at all'), /this is no ONNX file/],
    [
      'a long list of nothing',
      new Uint8Array(5_000_000).map((_, i) => (i % 2 === 0 ? 0x42 : 0)),
      /more than 1048576 entries/,
    ],
  ])('refuses %s', (_, bytes, message) => {
    const refused = { code: 'DOF_MODEL_FILE', message: expect.stringMatching(message) };
    expect(() => readOnnxNetwork(bytes, { name: 'net' })).toThrow(expect.objectContaining(refused));
  });

  it('tells what is wrong with files that are cut or changed anywhere', () => {
    const files = names.map((name) => readFileSync(new URL(name, fixtures)));
    const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), byte: fc.nat(255) });
    const cases = fc.tuple(
      fc.constantFrom(...files),
      fc.array(change, { maxLength: 4 }),
      fc.double({ min: 0.1, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(cases, ([original, changes, share]) => {
        const bytes = Uint8Array.from(original);
        for (const { at, byte } of changes) bytes[Math.floor(at * (bytes.length - 1))] = byte;
        try {
          readOnnxNetwork(bytes.subarray(0, Math.ceil(share * bytes.length)), { name: 'net', inputShape: [9, 9, 3] });
        } catch (error) {
          if (!isDofError(error)) throw error;
        }
      }),
      { numRuns: 1500 },
    );
  });
});
