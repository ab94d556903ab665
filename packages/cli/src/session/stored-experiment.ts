import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Experiment } from '@dof/core';

/**
 * The experiment that `experiment.json` of a results folder records, as far as a report needs it; undefined where it
 * is missing or something else, since a report of the runs alone is better than none.
 */
export function storedExperiment(directory: string): Experiment | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(join(directory, 'experiment.json'), 'utf8'));
    return isExperiment(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isExperiment(value: unknown): value is Experiment {
  if (typeof value !== 'object' || value === null) return false;
  const { name, description, starts, methods, benchmark } = value as Partial<Experiment>;
  return (
    typeof name === 'string' &&
    typeof description === 'string' &&
    Array.isArray(starts) &&
    Array.isArray(methods) &&
    typeof benchmark?.null?.name === 'string' &&
    typeof benchmark.null.options === 'object'
  );
}
