import { composedActivation, type ComposedActivation } from './composed-activation.js';
import { composedNormalisation, type ComposedNormalisation } from './composed-normalisation.js';
import { dataInputs, dominatorsOf, type Dominators } from './dominators.js';
import { badFile, quoted, unsupported } from './onnx-error.js';
import type { OnnxGraph } from './onnx-graph.js';
import type { OnnxNode } from './onnx-node.js';

/** What happens to an example on its way, in order. */
export type Step =
  | { readonly kind: 'operation'; readonly node: OnnxNode }
  | { readonly kind: 'activation'; readonly node: OnnxNode; readonly activation: ComposedActivation }
  | { readonly kind: 'normalisation'; readonly node: OnnxNode; readonly normalisation: ComposedNormalisation }
  | {
      readonly kind: 'sum';
      readonly node: OnnxNode;
      readonly body: readonly Step[];
      readonly shortcut: readonly Step[];
    };

const DEEPEST_SUM = 64;

/** These make probabilities of logits at the end; the loss takes logits. */
const AT_THE_END: readonly string[] = ['Softmax', 'LogSoftmax', 'Identity'];

/** The graph from its input to its logits, cut at every sum of two paths. */
export function stepsOfGraph(graph: OnnxGraph): readonly Step[] {
  let end = graph.output;
  for (let node = graph.producer(end); node !== undefined && AT_THE_END.includes(node.op); node = graph.producer(end)) {
    end = node.inputs[0] ?? '';
  }
  return new StepsOfGraph(graph, dominatorsOf(graph)).between(graph.input, end, 0);
}

class StepsOfGraph {
  readonly #met = new Set<OnnxNode>();

  constructor(
    private readonly graph: OnnxGraph,
    private readonly dominators: Dominators,
  ) {}

  /** @param start a value that all ways to `end` lead through */
  between(start: string, end: string, depth: number): readonly Step[] {
    const steps: Step[] = [];
    for (let value = end; value !== start;) {
      const [step, before] = this.#last(value, start, depth);
      steps.push(step);
      value = before;
    }
    return steps.reverse();
  }

  /** The step that gives a value, and the value that it takes. */
  #last(value: string, start: string, depth: number): readonly [Step, string] {
    const node = this.graph.producer(value);
    if (node === undefined) throw badFile(`${quoted(value)} is no value that the input leads to`);
    if (node.outputs[0] !== value) throw unsupported(node, 'only the first output of a node can be used');
    const normalisation = composedNormalisation(this.graph, value);
    if (normalisation !== undefined) {
      this.#meet(normalisation.nodes);
      return [{ kind: 'normalisation', node, normalisation }, normalisation.input];
    }
    const activation = composedActivation(this.graph, this.dominators, value, start);
    if (activation !== undefined) {
      this.#meet(activation.nodes);
      return [{ kind: 'activation', node, activation }, activation.input];
    }
    this.#meet([node]);
    const inputs = dataInputs(this.graph, node);
    const [input] = inputs;
    if (input === undefined) throw unsupported(node, 'what it gives does not depend on the input');
    const isSum = node.op === 'Add' || node.op === 'Sum';
    if (isSum && inputs.length === 2 && node.inputs.length === 2) {
      const fork = this.dominators.of(value);
      if (fork === undefined) throw unsupported(node, 'one of its terms does not depend on the input');
      return [
        this.#sum(
          node,
          inputs.map((term) => this.between(fork, term, this.#deeper(node, depth))),
        ),
        fork,
      ];
    }
    if (inputs.length > 1 || (isSum && node.inputs.length > 2)) {
      throw unsupported(node, `it joins ${inputs.length} paths: only sums of two can be layers here`);
    }
    return [{ kind: 'operation', node }, input];
  }

  /** The longer path is the body; the other one is none where the input itself is added. */
  #sum(node: OnnxNode, paths: readonly (readonly Step[])[]): Step {
    const [body, shortcut] = paths[0].length >= paths[1].length ? paths : [paths[1], paths[0]];
    return { kind: 'sum', node, body, shortcut };
  }

  #deeper(node: OnnxNode, depth: number): number {
    if (depth >= DEEPEST_SUM) throw unsupported(node, `sums inside sums, more than ${DEEPEST_SUM} deep`);
    return depth + 1;
  }

  /** Each layer here has weights of its own and one place. */
  #meet(nodes: readonly OnnxNode[]): void {
    for (const node of nodes) {
      if (this.#met.has(node))
        throw unsupported(node, 'its output goes to several places that are no sum of two paths');
      this.#met.add(node);
    }
  }
}
