import type {
  AnalysisSettings,
  BestValues,
  DataReference,
  HistoryEntry,
  MachineDescription,
  PluginReference,
  PreparationCost,
  RunStatus,
  StartSpecification,
  StopReason,
  TrainingRecipe,
  TuningRecord,
} from '@dof/core';
import type { LevelSummary, MethodSummary } from '../summary/summary.js';
import type { Spectrum } from './spectra.js';

/** The layout written by this version of the package; raised when a reader of the former could misread it. */
export const RESULTS_DOCUMENT_FORMAT = 1;

/**
 * The contents of `results.json`. Numbers are finite: what has no finite value is null or absent.
 */
export interface ResultsDocument {
  readonly format: typeof RESULTS_DOCUMENT_FORMAT;
  readonly title: string;
  /** D. */
  readonly dimension: number;
  /** As used: levels chosen by the report are here too. */
  readonly analysis: AnalysisSettings;
  /** What the user was told of the data, a sentence each; absent where there was nothing. */
  readonly notices?: readonly string[];
  /** The learning rates that were tried, and the best for each method, start and d; absent where none were. */
  readonly tuning?: TuningRecord;
  readonly methods: readonly MethodDocument[];
  /** What the preparations of methods found; empty where none did, or where the store no longer has them. */
  readonly spectra: readonly Spectrum[];
  readonly runs: readonly RunDocument[];
}

/** What was found for one method; its runs are those with the same label. */
export interface MethodDocument extends Omit<MethodSummary, 'runs' | 'levels'> {
  readonly levels: readonly LevelDocument[];
}

/** d* at one level, as data and in words such as `181 (128 < d* <= 256)` or `not reached up to d = 4096 (...)`. */
export interface LevelDocument extends LevelSummary {
  readonly dStar: string;
}

/** One run, whole. */
export interface RunDocument {
  /** SHA-256 of the run's specification. */
  readonly hash: string;
  /** The label of its method in `methods`. */
  readonly label: string;
  readonly method: PluginReference;
  readonly d: number;
  /** The coordinates trained, where the method's options allow fewer than asked for; absent where it is d. */
  readonly realisedDegreesOfFreedom?: number;
  /** The rank of dw/dtheta at a generic theta; absent where it is d. */
  readonly jacobianRank?: number;
  readonly seed: number;
  readonly start: StartSpecification;
  readonly model: string;
  readonly data: DataReference;
  readonly training: TrainingRecipe;
  readonly status: RunStatus;
  /** What ended training before the end of its recipe; absent where nothing did. */
  readonly stopped?: StopReason;
  readonly divergedAtStep?: number;
  /** Loss and accuracy on both full sets, at the start and after every epoch; empty when the start had no finite loss. */
  readonly history: readonly HistoryEntry[];
  /** The best over the history, null when that is empty. */
  readonly best: BestValues | null;
  readonly wallTimeSeconds: number;
  /** What the method's preparation had cost, shared with every run that used it; absent where there was none. */
  readonly preparationCost?: PreparationCost;
  /** ISO 8601, UTC. */
  readonly finishedAt: string;
  readonly engine: { readonly name: string; readonly version: string; readonly variant: string };
  /** Absent from runs of versions that did not record it. */
  readonly machine?: MachineDescription;
}
