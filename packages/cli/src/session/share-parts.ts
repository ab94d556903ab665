import type { RunResult, RunSpecification } from '@dof/core';

/** Parts that are the same in most runs of an experiment. */
const PARTS = ['model', 'data', 'backend', 'method', 'training', 'evaluation'] as const;

/**
 * Answers results in which equal parts of the specifications are one object: of 100,000 runs read from a store, each
 * has a copy of the network of its own.
 */
export function partSharing(): (result: RunResult) => RunResult {
  const known = new Map<string, object>();
  const shared = <T extends object>(part: T): T => {
    const key = JSON.stringify(part);
    const first = known.get(key);
    if (first === undefined) known.set(key, part);
    // Equal JSON of plain data is equal data.
    return (first as T | undefined) ?? part;
  };
  return (result) => {
    const parts = Object.fromEntries(PARTS.map((name) => [name, shared(result.specification[name])]));
    const specification = { ...result.specification, ...parts } as RunSpecification;
    return { ...result, specification, ...(result.machine && { machine: shared(result.machine) }) };
  };
}
