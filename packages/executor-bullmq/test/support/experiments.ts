import type { ExperimentInput, RunResult } from '@dof/core';
import { LineProcess, type Line } from './line-process.js';

/** Six runs that take a moment; `slow` keeps the processor busy for that many milliseconds in each of a run's steps. */
export function tinyExperiment({ slow = 0, ...changes }: Partial<ExperimentInput> & { slow?: number } = {}) {
  return {
    methods: [{ name: './tiny-plugins.mjs', options: { slow } }],
    model: 'linear',
    data: 'noise',
    backend: 'reference',
    degreesOfFreedom: [1, 5, 51],
    seeds: 2,
    training: { batchSize: 8, epochs: 2 },
    ...changes,
  };
}

/** The same over Redis. */
export function coordinate(
  url: string,
  input: unknown,
  settings: object = {},
  environment: Record<string, string> = {},
) {
  return new LineProcess('coordinator.mjs', { input, settings }, { DOF_REDIS_URL: url, ...environment });
}

/** The same without Redis; returns what it measured. */
export async function locally(input: unknown): Promise<unknown> {
  const local = new LineProcess('coordinator.mjs', { input });
  await local.until('memory');
  return measured(local);
}

/** What must be the same in every bit wherever it is done. */
export function measured(coordinator: LineProcess): unknown {
  const [finished] = coordinator.of('experiment-finished');
  if (finished === undefined) throw new Error(`not finished:\n${coordinator.text.slice(-4000)}`);
  const failed = coordinator.of('run-failed').map(({ code, message }) => `${String(code)}: ${String(message)}`);
  if (failed.length > 0) throw new Error(failed.join('\n'));
  return (finished['results'] as RunResult[]).map(({ hash, specification, status, dimension, history, best }) => ({
    hash,
    specification,
    status,
    dimension,
    history,
    best,
  }));
}

export const hashesOf = (lines: readonly Line[]): string[] =>
  lines.map((line) => (line['result'] as RunResult).hash).sort();
