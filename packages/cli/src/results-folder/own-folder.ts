import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, type Experiment } from '@dof/core';
import { DofError } from '@dof/core/errors';
import { beginFolder } from '@dof/reporting/begin-folder';
import { readPlan, storedExperiment } from './experiment-folder.js';

/** What is about to be written where. */
export interface OwnFolderOptions {
  readonly directory: string;
  readonly experiment: Experiment;
  /** Path of the experiment's file. */
  readonly source: string;
  /** Whether the user named the folder, or it follows from the experiment's name. */
  readonly chosen: boolean;
  say(line: string): void;
}

/**
 * Before anything is done: a folder in which files of these names are not of dof is left alone, and so is one with the
 * results of another experiment that merely has the same name. Where the user chose the folder, dof says so and goes on.
 *
 * @throws DofError DOF_FOREIGN_FILE, DOF_OTHER_EXPERIMENT
 */
export function requireOwnFolder({ directory, experiment, source, chosen, say }: OwnFolderOptions): void {
  if (beginFolder(directory)) return;
  const stored = storedExperiment(directory);
  if (stored === undefined || !existsSync(join(directory, 'plan.json'))) return;
  const { source: file } = readPlan(directory);
  const isSamePlace = file === undefined ? stored.baseDirectory === experiment.baseDirectory : file === source;
  if (isSamePlace && networkOf(stored) !== networkOf(experiment)) {
    say(`the report in ${directory} is of another model or of other data: its runs are kept, it is replaced`);
  }
  if (isSamePlace || subjectOf(stored) === subjectOf(experiment)) return;
  const before = file ?? `one in ${stored.baseDirectory}`;
  if (chosen) {
    say(`${directory} held the results of ${before}: its runs are kept, its report is replaced by that of ${source}`);
    return;
  }
  throw new DofError(
    'DOF_OTHER_EXPERIMENT',
    `${directory} holds the results of another experiment of the same name, ${before}: give another folder with --out, or ` +
      'another name with --set name=...',
  );
}

function networkOf({ model, data }: Experiment): string {
  return canonicalJson({ model, data });
}

/** What an experiment is about; seeds, d and levels are how much of it is asked. */
function subjectOf({ model, data, backend, methods, starts, training, evaluation }: Experiment): string {
  return canonicalJson({ model, data, backend, methods, starts, training, evaluation });
}

/** The JSON object that an earlier command left in a folder, to be compared with what replaces it; undefined where none is. */
export function earlierDocument(directory: string, name: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const document: unknown = JSON.parse(readFileSync(join(directory, name), 'utf8'));
    return typeof document === 'object' && document !== null ? { ...document } : undefined;
  } catch {
    return undefined;
  }
}
