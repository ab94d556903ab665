import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  plainText,
  replaceFileSync,
  trainingRecipeSchema,
  type AnalysisSettings,
  type Experiment,
  type PlannedRun,
  type TunedChoice,
  type TuningRecord,
} from '@dof/core';
import { DofError, errorMessage } from '@dof/core/errors';
import type { ReportedExperiment } from '@dof/reporting';

const EXPERIMENT = 'experiment.json';
const PLAN = 'plan.json';

/** What a report needs to know beside the runs in the store. */
export interface Plan {
  readonly format: 1;
  readonly title: string;
  /** D. */
  readonly dimension: number;
  readonly analysis: AnalysisSettings;
  /** The hash of every run asked for, finished or not. */
  readonly runs: readonly string[];
  /** Path of the experiment's file; absent from plans written before it was recorded. */
  readonly source?: string;
  /** What the user was told of the data; absent where there was nothing. */
  readonly notices?: readonly string[];
  /** Which learning rates were tried and chosen; absent where none were. */
  readonly tuning?: TuningRecord;
}

/**
 * Writes beside the store what was asked for: `experiment.json`, the experiment with every default filled in, as a
 * record, and `plan.json` for later reports. Each appears whole or not at all.
 *
 * @throws DofError DOF_OUTPUT_NOT_WRITABLE
 */
export function writeExperimentFolder(
  directory: string,
  experiment: Experiment,
  runs: readonly Pick<PlannedRun, 'hash'>[],
  { dimension, notices, source, tuning }: Pick<Plan, 'dimension' | 'notices' | 'source' | 'tuning'>,
): void {
  const { name: title, analysis } = experiment;
  const hashes = runs.map(({ hash }) => hash);
  const plan: Plan = { format: 1, title, dimension, analysis, runs: hashes, source, notices, tuning };
  // The plan makes the folder one of dof's, so it comes first.
  writeJson(join(directory, PLAN), plan);
  writeJson(join(directory, EXPERIMENT), experiment);
}

/**
 * Reads the plan that {@link writeExperimentFolder} wrote.
 *
 * @throws DofError DOF_NO_RESULTS when there is none, DOF_BAD_PLAN when it is damaged
 */
export function readPlan(directory: string): Plan {
  const file = join(directory, PLAN);
  if (!existsSync(file)) {
    throw new DofError(
      'DOF_NO_RESULTS',
      `${directory} holds no results of dof (no ${PLAN}): name the folder that \`dof run\` wrote`,
    );
  }
  const plan = parse(readFileSync(file, 'utf8'));
  if (isPlan(plan)) return { ...plan, title: plainText(plan.title) };
  throw new DofError('DOF_BAD_PLAN', `${file} is damaged: run the experiment again, finished runs are reused`);
}

/**
 * The experiment that `experiment.json` of a results folder records, as far as a report needs it; undefined where it
 * is missing or something else, since a report of the runs alone is better than none.
 */
export function storedExperiment(directory: string): ReportedExperiment | undefined {
  try {
    const value = parse(readFileSync(join(directory, EXPERIMENT), 'utf8'));
    return isExperiment(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined where no file of its own can be read: a link is none. */
function textOf(file: string): string | undefined {
  try {
    return lstatSync(file).isFile() ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isPlan(value: unknown): value is Plan {
  if (typeof value !== 'object' || value === null) return false;
  const {
    format,
    title,
    dimension,
    analysis,
    runs,
    source = '',
    notices = [],
    tuning,
  } = value as Partial<Record<keyof Plan, unknown>>;
  return (
    format === 1 &&
    typeof title === 'string' &&
    Number.isSafeInteger(dimension) &&
    isAnalysis(analysis) &&
    Array.isArray(runs) &&
    runs.every((hash) => typeof hash === 'string') &&
    typeof source === 'string' &&
    Array.isArray(notices) &&
    notices.every((notice) => typeof notice === 'string') &&
    (tuning === undefined || isTuning(tuning))
  );
}

function isTuning(value: unknown): value is TuningRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { learningRates, seeds, training, choices, tunedOnly } = value as Partial<Record<keyof TuningRecord, unknown>>;
  return (
    isListOf('number', learningRates) &&
    isListOf('number', seeds) &&
    trainingRecipeSchema.safeParse(training).success &&
    Array.isArray(choices) &&
    choices.every(isChoice) &&
    isListOf('string', tunedOnly)
  );
}

function isChoice(value: unknown): value is TunedChoice {
  if (typeof value !== 'object' || value === null) return false;
  const { start, degreesOfFreedom, learningRate, method, runs } = value as Partial<Record<keyof TunedChoice, unknown>>;
  const { type } = (start ?? {}) as { readonly type?: unknown };
  const { name, options } = (method ?? {}) as { readonly name?: unknown; readonly options?: unknown };
  return (
    isListOf('number', [degreesOfFreedom, learningRate]) &&
    isListOf('string', [type, name]) &&
    typeof options === 'object' &&
    options !== null &&
    isListOf('string', runs)
  );
}

function isListOf(type: 'number' | 'string', value: unknown): boolean {
  return Array.isArray(value) && value.every((entry) => typeof entry === type);
}

function isAnalysis(value: unknown): value is AnalysisSettings {
  if (typeof value !== 'object' || value === null) return false;
  const { lossLevels, delta, confidence } = value as Partial<Record<keyof AnalysisSettings, unknown>>;
  return (
    Array.isArray(lossLevels) &&
    lossLevels.every((level) => typeof level === 'number') &&
    typeof delta === 'number' &&
    typeof confidence === 'number'
  );
}

function isExperiment(value: unknown): value is ReportedExperiment {
  if (typeof value !== 'object' || value === null) return false;
  const { name, description, starts, methods, benchmark } = value as Partial<ReportedExperiment>;
  return (
    typeof name === 'string' &&
    typeof description === 'string' &&
    Array.isArray(starts) &&
    Array.isArray(methods) &&
    typeof benchmark?.null?.name === 'string' &&
    typeof benchmark.null.options === 'object'
  );
}

/** What is there already is left as it is, so that nothing that watches the folder is told of a change. */
function writeJson(file: string, value: unknown): void {
  const text = `${JSON.stringify(value, undefined, 2)}\n`;
  if (textOf(file) === text) return;
  try {
    replaceFileSync(file, text);
  } catch (error) {
    throw new DofError(
      'DOF_OUTPUT_NOT_WRITABLE',
      `cannot write ${file} (${errorMessage(error)}): choose another folder with --out, or make this one writable`,
      { cause: error },
    );
  }
}
