import type { GraphMessage, NodeMessage, TensorMessage, ValueMessage } from '../wire/onnx-messages.js';
import { badFile, quoted } from './onnx-error.js';
import type { OnnxNode } from './onnx-node.js';
import { tensorValues, type OnnxTensor } from './tensor-values.js';

/** Finding the ways through a graph takes up to the square of it. */
const MOST_NODES = 20_000;

/** A graph with one input and one output, whose nodes come after what they take. */
export class OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  /** The value that examples go into. */
  readonly input: string;
  /** Of the input, with undefined for what depends on the batch, or undefined where the file does not tell. */
  readonly inputShape: readonly (number | undefined)[] | undefined;
  readonly output: string;
  readonly #producers = new Map<string, OnnxNode>();
  readonly #constants = new Map<string, TensorMessage>();

  /** @param opset version of ONNX's own operations */
  constructor(
    graph: GraphMessage,
    readonly opset: number,
  ) {
    if (graph.node.length > MOST_NODES) throw badFile(`${graph.node.length} nodes: at most ${MOST_NODES} can be read`);
    for (const tensor of graph.initializer) this.#constants.set(tensor.name, tensor);
    // Old files list weights among the inputs too.
    const input = onlyOne(
      'input',
      graph.input.filter(({ name }) => !this.#constants.has(name)),
    );
    this.input = input.name;
    this.inputShape = input.type?.tensorType?.shape?.dim.map(({ dimValue, dimParam }) =>
      dimParam === '' && dimValue > 0 ? dimValue : undefined,
    );
    this.output = onlyOne('output', graph.output).name;
    const known = new Set([this.input, ...this.#constants.keys()]);
    this.nodes = graph.node.map((message) => this.#add(message, known));
    if (!this.#producers.has(this.output)) throw badFile(`no node gives the output ${quoted(this.output)}`);
  }

  /** The node that gives a value; undefined for the input and for constants of the file. */
  producer(value: string): OnnxNode | undefined {
    return this.#producers.get(value);
  }

  isConstant(value: string): boolean {
    return this.#constants.has(this.#source(value));
  }

  /** A weight or another constant; undefined for what is computed. */
  constant(value: string): OnnxTensor | undefined {
    const name = this.#source(value);
    const tensor = this.#constants.get(name);
    return tensor && tensorValues(tensor, name);
  }

  /** A constant of one entry. */
  scalar(value: string): number | undefined {
    const source = this.#constants.get(this.#source(value));
    return source?.dims.every((size) => size === 1) ? this.constant(value)?.values[0] : undefined;
  }

  /** Exporters share equal weights by way of Identity nodes. */
  #source(value: string): string {
    let name = value;
    for (let node = this.producer(name); node?.op === 'Identity'; node = this.producer(name))
      name = node.inputs[0] ?? '';
    return name;
  }

  #add({ opType, domain, name, input, output, attribute }: NodeMessage, known: Set<string>): OnnxNode {
    const op = domain === '' || domain === 'ai.onnx' ? opType : `${domain}.${opType}`;
    const attributes = new Map(attribute.map((one) => [one.name, one]));
    const node: OnnxNode = { op, name, inputs: input, outputs: output, attributes };
    const label = `node ${quoted(name)} (${quoted(op)})`;
    const missing = input.find((value) => value !== '' && !known.has(value));
    if (missing !== undefined) throw badFile(`${label} takes ${quoted(missing)}, which nothing before it gives`);
    for (const value of output.filter((one) => one !== '')) {
      if (known.has(value)) throw badFile(`${label} gives ${quoted(value)}, which is there already`);
      known.add(value);
      this.#producers.set(value, node);
    }
    const constant = op === 'Constant' ? constantOf(node) : undefined;
    if (constant !== undefined && output[0] !== undefined) this.#constants.set(output[0], constant);
    return node;
  }
}

function onlyOne(what: string, values: readonly ValueMessage[]): ValueMessage {
  const [first, ...others] = values;
  if (first === undefined) throw badFile(`the graph has no ${what}`);
  if (others.length === 0) return first;
  const names = values.slice(0, 5).map(({ name }) => quoted(name));
  throw badFile(`the graph has ${values.length} ${what}s (${names.join(', ')}): a network with one is expected`);
}

function constantOf({ attributes }: OnnxNode): TensorMessage | undefined {
  const numbers = (dataType: number, dims: readonly number[], lists: Partial<TensorMessage>): TensorMessage => ({
    ...{ dims, dataType, name: '', floatData: [], int32Data: [], int64Data: [], doubleData: [] },
    ...{ rawData: new Uint8Array(), dataLocation: 0, ...lists },
  });
  const [first] = attributes.values();
  if (first === undefined) return undefined;
  const { name, t, i, f, ints, floats } = first;
  const kinds: Readonly<Record<string, () => TensorMessage | undefined>> = {
    value: () => t,
    value_int: () => numbers(7, [], { int64Data: [i] }),
    value_ints: () => numbers(7, [ints.length], { int64Data: ints }),
    value_float: () => numbers(1, [], { floatData: [f] }),
    value_floats: () => numbers(1, [floats.length], { floatData: floats }),
  };
  return Object.hasOwn(kinds, name) ? kinds[name]() : undefined;
}
