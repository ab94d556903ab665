import type { Experiment, RunResult } from '@dof/core';
import type { CommandContext } from '../command-line/command-context.js';
import { conclude } from './conclude.js';
import type { ExperimentSession } from './with-session.js';

export interface TuningPassesOptions {
  readonly learningRates: readonly number[];
  readonly session: ExperimentSession;
  readonly context: CommandContext;
  readonly freshSince?: string;
}

/** Trainings that find learning rates, one method after the other. */
export interface TuningPasses {
  /** Whether every training so far was done. */
  isComplete(): boolean;
  /** The results; undefined, and said why, where a training was stopped or could not be done. */
  train(tuning: Experiment): Promise<readonly RunResult[] | undefined>;
}

export function tuningPasses({ learningRates, session, context, freshSince }: TuningPassesOptions): TuningPasses {
  let isComplete = true;
  return {
    isComplete: () => isComplete,
    train: async (tuning) => {
      context.terminal.stderr.write(
        `${tuning.methods[0].name}: trying the learning rates ${learningRates.join(', ')}\n`,
      );
      const { outcome, results } = await session.run(tuning);
      isComplete = !outcome.interrupted && outcome.failed.length === 0;
      if (isComplete) return results;
      conclude(outcome, results.length, context, freshSince);
      return undefined;
    },
  };
}
