import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DofError, type Experiment, type PlannedRun } from '@dof/core';

const EXPERIMENT = 'experiment.json';
const PLAN = 'plan.json';

/** Which runs of the store beside it belong to the experiment. */
export interface Plan {
  readonly format: 1;
  /** D. */
  readonly dimension: number;
  /** The hash of every run asked for, finished or not. */
  readonly runs: readonly string[];
}

/**
 * Writes what a later `dof report` needs beside the store: `experiment.json`, which is itself an experiment file that
 * `dof run` takes, and `plan.json`. Both appear whole or not at all.
 *
 * @throws DofError DOF_OUTPUT_NOT_WRITABLE
 */
export function writeExperimentFolder(
  directory: string,
  experiment: Experiment,
  runs: readonly PlannedRun[],
  dimension: number,
): void {
  // Left out: it is where the experiment was, not part of what it is.
  const file = { ...experiment, baseDirectory: undefined };
  const plan: Plan = { format: 1, dimension, runs: runs.map(({ hash }) => hash) };
  writeJson(join(directory, EXPERIMENT), file);
  writeJson(join(directory, PLAN), plan);
}

/**
 * Finds what {@link writeExperimentFolder} wrote.
 *
 * @throws DofError DOF_NO_RESULTS when there is nothing, DOF_BAD_PLAN when it is damaged
 */
export function readExperimentFolder(directory: string): { readonly experimentFile: string; readonly plan: Plan } {
  const experimentFile = join(directory, EXPERIMENT);
  const planFile = join(directory, PLAN);
  if (!existsSync(experimentFile) || !existsSync(planFile)) {
    throw new DofError(
      'DOF_NO_RESULTS',
      `${directory} holds no results of dof (no ${EXPERIMENT} and ${PLAN}): name the folder that \`dof run\` wrote`,
    );
  }
  return { experimentFile, plan: parsePlan(readFileSync(planFile, 'utf8'), planFile) };
}

function parsePlan(text: string, file: string): Plan {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (isPlan(value)) return value;
  throw new DofError('DOF_BAD_PLAN', `${file} is damaged: run the experiment again, finished runs are reused`);
}

function isPlan(value: unknown): value is Plan {
  if (typeof value !== 'object' || value === null) return false;
  const { format, dimension, runs } = value as Partial<Record<keyof Plan, unknown>>;
  return (
    format === 1 &&
    Number.isSafeInteger(dimension) &&
    Array.isArray(runs) &&
    runs.every((hash) => typeof hash === 'string')
  );
}

function writeJson(file: string, value: unknown): void {
  const unfinished = `${file}.unfinished`;
  try {
    writeFileSync(unfinished, `${JSON.stringify(value, undefined, 2)}\n`);
    renameSync(unfinished, file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DofError(
      'DOF_OUTPUT_NOT_WRITABLE',
      `cannot write ${file} (${reason}): choose another folder with --out, or make this one writable`,
      { cause: error },
    );
  }
}
