import { integersAttribute } from './node-attributes.js';
import type { OnnxGraph } from './onnx-graph.js';
import type { OnnxNode } from './onnx-node.js';

/** A normalisation that a file writes out in means, differences and a root, as exporters do before opset 17. */
export interface ComposedNormalisation {
  /** Over which mean and variance are taken. */
  readonly axes: readonly number[];
  readonly epsilon: number;
  /** Names of constants. */
  readonly scale: string;
  readonly bias: string;
  readonly input: string;
  /** From the last to the first. */
  readonly nodes: readonly OnnxNode[];
}

/** The normalisation that gives a value: `(x - mean(x)) / sqrt(mean((x - mean(x))^2) + epsilon) * scale + bias`. */
export function composedNormalisation(graph: OnnxGraph, value: string): ComposedNormalisation | undefined {
  const nodes: OnnxNode[] = [];
  const take = (name: string | undefined, ...ops: string[]): readonly string[] => {
    const node = name === undefined ? undefined : graph.producer(name);
    if (node === undefined || !ops.includes(node.op)) return [];
    nodes.push(node);
    return node.inputs;
  };
  /** Of a sum or product with a constant. */
  const parts = (name: string | undefined, op: string): readonly (string | undefined)[] => {
    const [a, b] = take(name, op);
    if (a === undefined || b === undefined) return [];
    return graph.isConstant(b) ? [a, b] : [b, a];
  };
  const [product, bias] = parts(value, 'Add');
  const [quotient, scale] = parts(product, 'Mul');
  const [difference, root] = take(quotient, 'Div');
  const [variance] = take(root, 'Sqrt');
  const [meanSquare, offset] = parts(variance, 'Add');
  const [square] = take(meanSquare, 'ReduceMean');
  const [first, second] = take(square, 'Pow', 'Mul');
  const [input, mean] = take(difference, 'Sub');
  const [averaged] = take(mean, 'ReduceMean');
  if (nodes.length !== 9 || averaged !== input || first !== difference) return undefined;
  if (bias === undefined || scale === undefined || input === undefined || second === undefined) return undefined;
  if (second !== difference && graph.scalar(second) !== 2) return undefined;
  const axes = [nodes[8], nodes[5]].map((node) => axesOf(graph, node));
  const epsilon = offset === undefined ? undefined : graph.scalar(offset);
  if (axes[0] === undefined || String(axes[0]) !== String(axes[1]) || epsilon === undefined) return undefined;
  if (!graph.isConstant(bias) || !graph.isConstant(scale)) return undefined;
  return { axes: axes[0], epsilon, scale, bias, input, nodes };
}

/** The axes of a reduction, an input since opset 18; undefined where they are computed, empty for all. */
export function axesOf(graph: OnnxGraph, node: OnnxNode): readonly number[] | undefined {
  const given = node.inputs[1];
  if (given === undefined || given === '') return integersAttribute(node, 'axes') ?? [];
  const values = graph.constant(given)?.values;
  return values && Array.from(values);
}
