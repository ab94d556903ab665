import type { Reparametrisation } from '../contracts/reparametrisation.js';
import type { Optimizer } from '../optimizers/create-optimizer.js';

/** Coordinates under training, and the parameters that they stand for. */
export interface TrainedPoint {
  /** w(theta), computed once for each theta; the next step overwrites it. */
  parameters(): Promise<Float32Array>;
  /** theta itself; the next step overwrites it. */
  coordinates(): Float32Array;
  /** One step of the optimizer, from the gradient in w. */
  step(gradient: Float32Array, learningRate: number): Promise<void>;
}

/**
 * Starts from the map's initial coordinates. Pull-back, update and embedding are one pass where the map has one and the
 * optimizer works coordinate by coordinate, and follow each other otherwise; the bits are the same.
 *
 * @param w of length D, where the parameters are kept
 */
export function trainedPoint(
  reparametrisation: Reparametrisation,
  optimizer: Optimizer,
  w: Float32Array = new Float32Array(reparametrisation.dimension),
): TrainedPoint {
  const theta = reparametrisation.initialCoordinates();
  const pulled = new Float32Array(reparametrisation.degreesOfFreedom);
  let embedded = false;
  return {
    async parameters() {
      if (!embedded) await reparametrisation.embed(theta, w);
      embedded = true;
      return w;
    },
    coordinates: () => theta,
    async step(gradient, learningRate) {
      if (reparametrisation.pullbackThenEmbed !== undefined && optimizer.beginStep !== undefined) {
        const updateCoordinates = optimizer.beginStep(learningRate);
        const update = (from: number, to: number): void => updateCoordinates(theta, pulled, from, to);
        embedded = false;
        await reparametrisation.pullbackThenEmbed({ theta, gradient, pulled, update, w });
        embedded = true;
        return;
      }
      embedded = false;
      await reparametrisation.pullback(theta, gradient, pulled);
      optimizer.update(theta, pulled, learningRate);
    },
  };
}
