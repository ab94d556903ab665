import { canonicalJson, type RunResult, type StartSpecification } from '@dof/core';
import { omit } from '../objects/omit.js';
import { remembered } from '../objects/remembered.js';
import { distinctLabels } from './distinct-labels.js';
import { shortStartLabel } from './start-label.js';
import { labelsByKey, wordFor, type Keyed } from './labels-by-key.js';

/** Runs whose outcomes are trials of one success probability at each d. */
export interface RunGroup {
  readonly label: string;
  readonly runs: readonly RunResult[];
}

/**
 * Groups runs by all of method, start, model and data but the seeds, in order of first appearance. A run that occurs
 * twice, by hash, counts once.
 */
export function groupRuns(results: readonly RunResult[]): RunGroup[] {
  const groups = new Map<string, Map<string, RunResult>>();
  const jsonOf = remembered(canonicalJson);
  // Parts by number, as names of groups made of all their text would be long.
  const numbers = new Map<string, number>();
  const numberOf = (part: string) => {
    const number = numbers.get(part) ?? numbers.size;
    numbers.set(part, number);
    return number;
  };
  const startOf = remembered((start: StartSpecification) => canonicalJson(omit(start, 'seed')));
  for (const result of results) {
    const { model, data, method, start } = result.specification;
    const parts = [jsonOf(model), jsonOf(data), jsonOf(method), startOf(start)].map(numberOf);
    const key = parts.join();
    let group = groups.get(key);
    if (group === undefined) groups.set(key, (group = new Map()));
    if (!group.has(result.hash)) group.set(result.hash, result);
  }
  const runs = [...groups.values()].map((group) => [...group.values()]);
  const starts = labelsByKey(runs.map(([first]) => startToLabel(first)));
  const labels = distinctLabels(
    runs.map(([first], i) => ({ name: first.specification.method.name, traits: traits(first, starts[i]) })),
  );
  return runs.map((group, i) => ({ label: labels[i], runs: group }));
}

/** `init` or `burn-in 64`, with more of the recipe where burn-ins of the same length differ in it. */
function startToLabel({ specification: { start } }: RunResult): Keyed {
  const traits = omit(start, 'seed');
  return { key: canonicalJson(traits), name: shortStartLabel(traits), traits };
}

/** What may tell two groups of one method apart, the most telling first. */
function traits({ specification: { model, data, method } }: RunResult, start: string) {
  return [
    ...Object.entries(method.options),
    ['start', start] as const,
    ['model', model.name] as const,
    ['data', data.name] as const,
    ...Object.entries(data.options).map(([key, value]) => [`data ${key}`, value] as const),
    ['version', method.version] as const,
  ].map(([key, value]) => [key, wordFor(value)] as const);
}
