import type { RunResult } from '../contracts/run.js';

/** Parts of a specification that many runs of an experiment have alike. */
const PARTS = ['model', 'data', 'backend', 'method', 'start', 'training', 'evaluation'] as const;

/**
 * Returns the same results with one object for parts that are alike. A store gives each run by itself, with a copy of
 * the network of its own; of 100,000 runs these are most of the memory, and whatever is asked of a part, or made of it,
 * would be asked and made for every run.
 */
export function partSharing(): (result: RunResult) => RunResult {
  const byJson = new Map<string, object>();
  const known = new Set<object>();
  const shared = <T extends object>(part: T): T => {
    if (known.has(part)) return part;
    const json = JSON.stringify(part);
    const first = byJson.get(json);
    // Equal JSON of plain data is equal data.
    if (first !== undefined) return first as T;
    byJson.set(json, part);
    known.add(part);
    return part;
  };
  return (result) => {
    const { specification, machine, code } = result;
    const isShared = (part: object | undefined): boolean => part === undefined || known.has(part);
    if (PARTS.every((name) => known.has(specification[name])) && isShared(machine) && isShared(code)) {
      return result;
    }
    return {
      ...result,
      specification: {
        ...specification,
        model: shared(specification.model),
        data: shared(specification.data),
        backend: shared(specification.backend),
        method: shared(specification.method),
        start: shared(specification.start),
        training: shared(specification.training),
        evaluation: shared(specification.evaluation),
      },
      ...(machine && { machine: shared(machine) }),
      ...(code && { code: shared(code) }),
    };
  };
}
