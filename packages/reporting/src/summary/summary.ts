import type { SuccessProbability, ThresholdTrainingDimension, TrialTable } from '@dof/analysis';
import type { BestValues, PluginReference, SeriesStart, StopReason, TrainingRecipe, TunedTraining } from '@dof/core';
import type { IntrinsicDimension } from './intrinsic-dimension.js';

/** What a set of runs says about each of its methods. Plain JSON. */
export interface Summary {
  readonly title: string;
  /** D. */
  readonly dimension: number;
  /** The levels asked for, or sensible ones where none were. */
  readonly lossLevels: readonly number[];
  readonly delta: number;
  readonly confidence: number;
  /** By first appearance among the results; empty without results. */
  readonly methods: readonly MethodSummary[];
}

/** The runs of one series, which differ in nothing but d and seed: the trials of one success probability. */
export interface MethodSummary {
  /** The method's name and, where that is not enough to tell it from the others, how it differs from them. */
  readonly label: string;
  /** The same for series that differ in nothing but the start. */
  readonly methodLabel: string;
  /** The start in words, different for different starts. */
  readonly startLabel: string;
  readonly method: PluginReference;
  /** How the starting points are made. Without a seed, each run has its own for it. */
  readonly start: SeriesStart;
  /** The recipe; absent where it differs from d to d: the method's own, or a tuned one. */
  readonly training?: TrainingRecipe;
  /** Present where the runs are at the best of several learning rates, which may be another at each d. */
  readonly tunedTraining?: TunedTraining;
  /** The same for series with the same model, data and start, which may be compared. */
  readonly setting: number;
  readonly model: string;
  readonly data: { readonly name: string; readonly trainCount: number; readonly testCount: number };
  /** D of this model. */
  readonly dimension: number;
  /** Every measured d, rising. */
  readonly degreesOfFreedom: readonly number[];
  /** Every seed, rising. */
  readonly seeds: readonly number[];
  /** One entry per run, in the order of the results. */
  readonly runs: readonly RunSummary[];
  /** One entry per loss level, in the same order. */
  readonly levels: readonly LevelSummary[];
  /** Absent where the full model was not trained, and for the full model itself. */
  readonly intrinsicDimension?: IntrinsicDimension;
}

/** One run, reduced to its answer. */
export interface RunSummary {
  readonly hash: string;
  readonly d: number;
  readonly seed: number;
  readonly startSeed: number;
  readonly diverged: boolean;
  /** What ended training before the end of its recipe; absent where nothing did. */
  readonly stopped?: StopReason;
  /** Null when not even the start had a finite loss. */
  readonly bestTrainLoss: number | null;
  /** Null when not all of them are finite. */
  readonly best: BestValues | null;
}

/** Success and threshold of one method at one level of the full-training-set loss. */
export interface LevelSummary {
  readonly level: number;
  /** By rising d. */
  readonly success: readonly SuccessProbability[];
  /** How many of the runs are at the level before training, so that they tell nothing of it; absent where none is. */
  readonly reachedAtStart?: number;
  readonly threshold: ThresholdTrainingDimension;
}

/** The runs as trials for `@dof/analysis`; a run that never had a finite loss reaches no level. */
export function trialTable(runs: readonly RunSummary[]): TrialTable {
  return runs.map(({ d, seed, startSeed, bestTrainLoss, stopped }) => ({
    d,
    seed,
    best: bestTrainLoss ?? Infinity,
    // Runs of one seed share their initialisation at every d.
    cluster: startSeed,
    ...(stopped === 'level-reached' && { stopped: true }),
  }));
}
