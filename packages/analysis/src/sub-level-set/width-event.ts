import type { ExperimentEvent, StartRequest } from '@dof/core';
import type { DirectionAngles } from './search-angles.js';
import type { SubLevelSetWidth } from './sub-level-set-width.js';

/** One search: a random direction of a seed, about one of its starting points. */
export interface WidthDirection {
  readonly start: StartRequest;
  readonly seed: number;
  /** Counted from 0 within its seed and start. */
  readonly direction: number;
}

/** The widths of the sub-level sets as seen from one start of an experiment. */
export interface StartWidths {
  readonly start: StartRequest;
  /** L(w_t) over the training set, in the mean over the seeds. */
  readonly loss: number;
  /** By level, in the order asked. */
  readonly levels: readonly SubLevelSetWidth[];
}

/** What happens in a measurement of widths, in order. */
export type WidthEvent =
  /** `mostTrainings`: of all directions together. */
  | { readonly type: 'planned'; readonly directions: readonly WidthDirection[]; readonly mostTrainings: number }
  /** Of a task's life: trainings are preparations to the pipeline. */
  | { readonly type: 'task'; readonly of: WidthDirection; readonly event: ExperimentEvent }
  | { readonly type: 'direction-finished'; readonly of: WidthDirection; readonly found: DirectionAngles }
  | { readonly type: 'finished'; readonly starts: readonly StartWidths[] };
