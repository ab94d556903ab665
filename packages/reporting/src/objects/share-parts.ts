import type { RunResult } from '@dof/core';

/** Parts of a specification that many runs have alike. */
const SHARED = ['model', 'data', 'backend', 'method', 'start', 'training', 'evaluation'] as const;

/**
 * The same results, with one object for parts that are alike. A store reads each run by itself; whatever is asked of a
 * part, or made of it, is then asked and made once and not for every run.
 */
export function shareParts(results: readonly RunResult[]): readonly RunResult[] {
  const byJson = new Map<string, object>();
  const known = new Set<object>();
  const shared = <T extends object>(part: T): T => {
    if (known.has(part)) return part;
    const json = JSON.stringify(part);
    const first = byJson.get(json);
    // The same text in the same order of members: the same part.
    if (first !== undefined) return first as T;
    byJson.set(json, part);
    known.add(part);
    return part;
  };
  return results.map((result) => {
    const { specification, machine } = result;
    if (SHARED.every((name) => known.has(specification[name])) && (machine === undefined || known.has(machine))) {
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
    };
  });
}
