import { encodeMessage, type Written } from '../wire/encode-message.js';
import {
  DATA_TYPE,
  modelSchema,
  type AttributeMessage,
  type NodeMessage,
  type TensorMessage,
  type ValueMessage,
} from '../wire/onnx-messages.js';

/** LayerNormalization is there since 17, and ONNX 1.12 and later know it. */
const OPSET = 17;
const IR_VERSION = 8;

/** AttributeProto.AttributeType. */
const ATTRIBUTE_TYPE = { float: 1, integer: 2, integers: 7 } as const;

/** A whole number or a list of these; floats are told apart by being given as such. */
export type AttributeValue = number | readonly number[] | { readonly float: number };

/** Puts a graph together, node after node. */
export class GraphBuilder {
  readonly #nodes: Written<NodeMessage>[] = [];
  readonly #tensors: Written<TensorMessage>[] = [];
  readonly #names = new Set<string>();

  /** Adds a node; returns the name of what it gives. */
  node(
    name: string,
    opType: string,
    input: readonly string[],
    attributes: Readonly<Record<string, AttributeValue>> = {},
  ): string {
    const output = this.#unused(name);
    const attribute = Object.entries(attributes).map(([key, value]) => attributeOf(key, value));
    this.#nodes.push({ input, output: [output], name: output, opType, attribute });
    return output;
  }

  /** Adds a constant; returns its name. */
  tensor(name: string, dims: readonly number[], values: ArrayLike<number>): string {
    const rawData = new Uint8Array(values.length * Float32Array.BYTES_PER_ELEMENT);
    const view = new DataView(rawData.buffer);
    for (let i = 0; i < values.length; i++) view.setFloat32(i * Float32Array.BYTES_PER_ELEMENT, values[i], true);
    const unused = this.#unused(name);
    this.#tensors.push({ dims, dataType: DATA_TYPE.float, name: unused, rawData });
    return unused;
  }

  /** Adds a constant of one number, which goes with any shape. */
  scalar(name: string, value: number): string {
    return this.tensor(name, [], [value]);
  }

  /** The whole file. */
  finish(name: string, input: Written<ValueMessage>, output: Written<ValueMessage>): Uint8Array {
    return encodeMessage(modelSchema, {
      irVersion: IR_VERSION,
      producerName: 'dof',
      opsetImport: [{ domain: '', version: OPSET }],
      graph: { name, node: this.#nodes, initializer: this.#tensors, input: [input], output: [output] },
    });
  }

  #unused(name: string): string {
    let unused = name;
    for (let i = 2; this.#names.has(unused); i++) unused = `${name}_${i}`;
    this.#names.add(unused);
    return unused;
  }
}

/** A value of floats whose first axis is the batch. */
export function batchOf(name: string, sizes: readonly number[]): Written<ValueMessage> {
  const dim = [{ dimParam: 'batch' }, ...sizes.map((dimValue) => ({ dimValue }))];
  return { name, type: { tensorType: { elemType: DATA_TYPE.float, shape: { dim } } } };
}

function attributeOf(name: string, value: AttributeValue): Written<AttributeMessage> {
  if (typeof value === 'number') return { name, i: value, type: ATTRIBUTE_TYPE.integer };
  if ('float' in value) return { name, f: value.float, type: ATTRIBUTE_TYPE.float };
  return { name, ints: value, type: ATTRIBUTE_TYPE.integers };
}
