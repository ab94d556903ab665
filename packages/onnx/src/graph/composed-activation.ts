import type { Dominators } from './dominators.js';
import { erf, knownActivation, POINTS, type PlainLayer } from './known-activations.js';
import type { OnnxGraph } from './onnx-graph.js';
import type { OnnxNode } from './onnx-node.js';

/** An activation that a file writes out in several nodes. */
export interface ComposedActivation {
  readonly layer: PlainLayer;
  /** The value that it is taken of. */
  readonly input: string;
  readonly nodes: readonly OnnxNode[];
}

const FUNCTIONS: Readonly<Record<string, (a: number, b: number) => number>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => a / b,
  Pow: (a, b) => a ** b,
  Erf: erf,
  Tanh: Math.tanh,
  Sigmoid: (a) => 1 / (1 + Math.exp(-a)),
  Sqrt: Math.sqrt,
  Neg: (a) => -a,
  Exp: Math.exp,
};

/** GELU has products before and after the part that has two ways through it. */
const MOST_LEVELS = 4;
const MOST_OPERATIONS = 24;

/**
 * The activation that gives a value by elementwise operations with constants, known by its values: every exporter writes
 * GELU in an order of its own.
 *
 * @param start an earlier value, which the activation may not reach over
 */
export function composedActivation(
  graph: OnnxGraph,
  dominators: Dominators,
  value: string,
  start: string,
): ComposedActivation | undefined {
  let input: string | undefined = value;
  for (let level = 0; level < MOST_LEVELS && input !== undefined && input !== start; level++) {
    input = dominators.of(input);
    if (input === undefined) return undefined;
    const nodes = new Set<OnnxNode>();
    const values = valuesAt(graph, value, input, nodes);
    if (values === undefined) return undefined;
    const layer = nodes.size > 1 ? knownActivation(values) : undefined;
    if (layer !== undefined) return { layer, input, nodes: [...nodes] };
  }
  return undefined;
}

/** The function between two values at `POINTS`; undefined where it is not elementwise. */
function valuesAt(graph: OnnxGraph, value: string, input: string, nodes: Set<OnnxNode>): readonly number[] | undefined {
  const known = new Map<string, readonly number[]>([[input, POINTS]]);
  const at = (name: string): readonly number[] | undefined => {
    const earlier = known.get(name);
    if (earlier !== undefined) return earlier;
    const scalar = graph.scalar(name);
    if (scalar !== undefined) return POINTS.map(() => scalar);
    const node = graph.producer(name);
    if (node === undefined || !Object.hasOwn(FUNCTIONS, node.op) || nodes.size >= MOST_OPERATIONS) return undefined;
    nodes.add(node);
    const [a, b = a] = node.inputs.map(at);
    if (a === undefined || b === undefined) return undefined;
    const values = a.map((_, i) => FUNCTIONS[node.op](a[i], b[i]));
    known.set(name, values);
    return values;
  };
  return at(value);
}
