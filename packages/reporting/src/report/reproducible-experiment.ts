import type { Experiment } from '@dof/core';
import { omit } from '../objects/omit.js';

/** The experiment in the form of an experiment file, every default written out, for `dof run` to do it again. */
export function reproducibleExperiment(experiment: Experiment): Readonly<Record<string, unknown>> {
  const { starts, ...rest } = omit(experiment, 'baseDirectory');
  return { ...rest, start: starts };
}
