import type { OnnxGraph } from './onnx-graph.js';
import type { OnnxNode } from './onnx-node.js';

/** What these take beside their first input says how, and is no part of the data. */
const ONE_INPUT: ReadonlySet<string> = new Set(['Reshape', 'Pad', 'Dropout', 'Clip', 'Squeeze', 'Unsqueeze', 'Expand']);

/** The inputs of a node that are computed from the examples, each once. */
export function dataInputs(graph: OnnxGraph, { op, inputs }: OnnxNode): readonly string[] {
  const given = ONE_INPUT.has(op) ? inputs.slice(0, 1) : inputs;
  return [...new Set(given.filter((value) => value !== '' && !graph.isConstant(value)))];
}

/** For every value, the nearest earlier one that all ways from the input to it lead through. */
export interface Dominators {
  /** Undefined for the input, and for what does not depend on it. */
  of(value: string): string | undefined;
}

/** One pass suffices, since nodes come after what they take (Cooper, Harvey and Kennedy 2001). */
export function dominatorsOf(graph: OnnxGraph): Dominators {
  const nearest = new Map<string, string>();
  const depth = new Map<string, number>([[graph.input, 0]]);
  const common = (a: string, b: string): string => {
    let [left, right] = [a, b];
    while (left !== right) {
      if ((depth.get(left) ?? 0) >= (depth.get(right) ?? 0)) left = nearest.get(left) ?? graph.input;
      else right = nearest.get(right) ?? graph.input;
    }
    return left;
  };
  for (const node of graph.nodes) {
    const inputs = dataInputs(graph, node).filter((value) => depth.has(value));
    if (inputs.length === 0) continue;
    const dominator = inputs.reduce(common);
    for (const output of node.outputs.filter((value) => value !== '')) {
      nearest.set(output, dominator);
      depth.set(output, (depth.get(dominator) ?? 0) + 1);
    }
  }
  return { of: (value) => nearest.get(value) };
}
