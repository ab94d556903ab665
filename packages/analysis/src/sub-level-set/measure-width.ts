import { splitKey, type Objective, type RandomKey } from '@dof/core';
import { randomDirection } from '../prediction/lanczos/stochastic-lanczos-quadrature.js';
import { anchoredTraining, type AnchoredPath } from './anchored-training.js';
import { distancesAfter, searchAngles, type DirectionAngles } from './search-angles.js';
import { subLevelSetWidths, type SubLevelSetWidth } from './sub-level-set-width.js';
import type { WidthSettings } from './width-settings.js';

export interface MeasureWidthOptions {
  readonly objective: Objective;
  /** Starting points w_t, each of length D: one of every seed. */
  readonly starts: readonly Float32Array[];
  /** eps: levels of the training loss. */
  readonly levels: readonly number[];
  /** `seeds` is of no account here: `starts` says how many there are. */
  readonly settings: Omit<WidthSettings, 'seeds'>;
  /** Examples in the training set. */
  readonly trainCount: number;
  readonly key: RandomKey;
  /** Of the intervals; default: 0.95. */
  readonly confidence?: number;
  readonly signal?: AbortSignal;
  /** Called after every step of training with how many directions of all starts are done; may pause the work. */
  onProgress?(done: number): void | Promise<void>;
}

/**
 * Measures the Gaussian width of the loss's sub-level sets, projected on the unit sphere around the starts, by training all
 * D parameters from anchors in random directions: see `anchoredTraining` and `searchAngles`. One set of trainings serves
 * every level. Everything is done in the calling thread; `measureExperimentWidths` does the same with workers and a store.
 *
 * @returns one for each level, in the order asked
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for settings without a start, a direction or a training.
 */
export async function measureWidth(options: MeasureWidthOptions): Promise<readonly SubLevelSetWidth[]> {
  const { objective, starts, levels, settings, trainCount, key, confidence, signal, onProgress } = options;
  const { dimension } = objective;
  const { tolerance, budget } = settings;
  let distances: readonly number[] = settings.distances;
  let done = 0;
  const seeds: DirectionAngles[][] = [];
  for (const [seed, start] of starts.entries()) {
    const directions: DirectionAngles[] = [];
    for (let index = 0; index < settings.directions; index++) {
      const seedKey = splitKey(key, seed);
      const train = async (multiples: readonly number[]): Promise<readonly AnchoredPath[]> => {
        const paths: AnchoredPath[] = [];
        for (const distance of multiples) {
          const path = await anchoredTraining({
            ...{ objective, start, distance, trainCount, signal },
            direction: widthDirection(seedKey, index, dimension),
            recipe: settings.training,
            penalty: settings.penalty,
            key: seedKey,
            onStep: () => onProgress?.(done),
          });
          paths.push(path);
        }
        return paths;
      };
      directions.push(await searchAngles({ levels, dimension, tolerance, distances, budget, train }));
      if (done === 0) distances = distancesAfter(directions[0], settings);
      done += 1;
    }
    seeds.push(directions);
  }
  return subLevelSetWidths(seeds, { levels, dimension, confidence });
}

/** g of one search. */
export function widthDirection(key: RandomKey, index: number, dimension: number): Float64Array {
  return randomDirection(splitKey(key, 'width'), index, dimension);
}
