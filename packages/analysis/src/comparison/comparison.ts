import type { PluginReference, PreparationCost, SeriesStart, TrainingRecipe } from '@dof/core';
import type { ComparisonVerdict, ThresholdComparison } from './compare-thresholds.js';

/** Every method beside the null model, on the same model, data, d and seeds. Plain JSON. */
export interface Comparison {
  readonly title: string;
  /** D. */
  readonly dimension: number;
  readonly model: string;
  readonly data: { readonly name: string; readonly trainCount: number; readonly testCount: number };
  readonly delta: number;
  readonly confidence: number;
  /** The null first, then the methods in the order of the experiment, for each start in turn. */
  readonly entries: readonly ComparisonEntry[];
}

/** One method from one start, compared with the null from the same start. */
export interface ComparisonEntry {
  readonly label: string;
  readonly isNull: boolean;
  readonly method: PluginReference;
  readonly start: SeriesStart;
  /** The recipe; absent where it is the method's own and differs from d to d, or in comparisons written before. */
  readonly training?: TrainingRecipe;
  /** Of the first step; one per d where the recipe depends on d. */
  readonly learningRates: readonly number[];
  /** The rate is the last of those that were tried; absent where it is not, or only one was. */
  readonly learningRateEnd?: 'lowest' | 'highest';
  readonly seeds: number;
  /** Mean over the preparations used; absent for a method without one. */
  readonly preparationCost?: PreparationCost;
  readonly levels: readonly ComparisonLevel[];
  /** At each d that both were run at: how much better the method does than the null there. */
  readonly atSameD: readonly DifferenceAtD[];
}

/** At one level of the training loss or the test accuracy. */
export interface ComparisonLevel {
  readonly measure: 'training loss' | 'test accuracy';
  readonly level: number;
  /** Compression D / d* that the method allows at this level; null unless d* is measured. */
  readonly compression: number | null;
  readonly comparison: ThresholdComparison;
  /** The verdict, `null model` for the null itself. */
  readonly verdict: ComparisonVerdict | 'null model';
}

/** Means over the paired seeds at one d: method minus null. */
export interface DifferenceAtD {
  readonly d: number;
  readonly pairedSeeds: number;
  readonly bestTrainLoss: number;
  readonly bestTestAccuracy: number;
}
