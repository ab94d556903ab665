import type { HistoryEntry } from '../contracts/run.js';

/** The coordinates theta of a run at one of its evaluations. */
export interface CoordinatesAt {
  readonly epoch: number;
  readonly step: number;
  /** Of length d. */
  readonly theta: Float32Array;
}

/** What a run trained, at two of its evaluations: they are one object where these are the same. */
export interface TrainedCoordinates {
  /** At the last evaluation; of a run that diverged, at the last one with finite losses. */
  readonly final: CoordinatesAt;
  /** Where the loss over the training set was lowest, first of all. */
  readonly best: CoordinatesAt;
}

/** Follows a run from evaluation to evaluation. */
export interface CoordinatesKeeper {
  /** @param theta copied */
  add(entry: HistoryEntry, theta: Float32Array): void;
  /** Undefined before the first evaluation. */
  kept(): TrainedCoordinates | undefined;
}

/** Keeps the coordinates worth keeping: two copies of d numbers, or one where the last point is the best so far. */
export function coordinatesKeeper(): CoordinatesKeeper {
  let kept: TrainedCoordinates | undefined;
  let lowest = Infinity;
  return {
    add({ epoch, step, train }, theta) {
      const final = { epoch, step, theta: theta.slice() };
      const isBest = kept === undefined || train.loss < lowest;
      if (isBest) lowest = train.loss;
      kept = { final, best: isBest || kept === undefined ? final : kept.best };
    },
    kept: () => kept,
  };
}
