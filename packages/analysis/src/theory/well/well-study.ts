import { DofError, keyFromSeed, splitKey } from '@dof/core';
import { asymptoticThreshold } from './asymptotic-threshold.js';
import { drawThresholds } from './draw-thresholds.js';
import { medianAsymptoticThreshold } from './median-asymptotic-threshold.js';
import { medianWithInterval, type MedianWithInterval } from './median-with-interval.js';
import { quadraticWellWidth, type QuadraticWellWidth } from './quadratic-well-width.js';
import { startingLoss, type QuadraticWell } from './quadratic-well.js';

/** A quadratic well, and the losses that are asked about. */
export interface WellStudyOptions {
  readonly eigenvalues: Float64Array;
  /** R. */
  readonly radius: number;
  /** Number of the eigenvector that the start lies along, counted from 1; absent: in a random direction. */
  readonly eigenvector?: number;
  /** eps; default: shares of the starting loss, from a half to a thousandth. */
  readonly losses?: readonly number[];
}

/** What theory says of one loss. */
export interface WellAnswer {
  readonly loss: number;
  /** Of the starting loss. */
  readonly share: number;
  /** Bounds of the squared Gaussian width and the estimate of d* by Larsen et al. 2022. */
  readonly paper: QuadraticWellWidth;
  /** The exact asymptotic d*, of the mean loss where the start's direction is random. */
  readonly asymptotic: number;
  /** The median of the same over starts in a random direction. */
  readonly medianOverStarts?: number;
  readonly simulated?: MedianWithInterval & { readonly trials: number };
}

export interface WellStudy {
  /** D. */
  readonly dimension: number;
  readonly radius: number;
  readonly startingLoss: number;
  readonly answers: readonly WellAnswer[];
}

/** The loss at the start, at least, and its inverse at most: squares of what is computed stay finite. */
const LEAST_START = 1e-100;
/** Of the loss at the start: below it sums of double precision hold nothing. */
const LEAST_SHARE = 1e-15;
const USUAL_SHARES = [0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];

function wellOf({ eigenvalues, radius, eigenvector }: WellStudyOptions): QuadraticWell {
  if (eigenvector === undefined) return { eigenvalues, start: radius };
  const start = new Float64Array(eigenvalues.length);
  start[eigenvector - 1] = radius;
  return { eigenvalues, start };
}

/**
 * Everything but the simulation, at once.
 *
 * @throws DofError DOF_THEORY_INPUT_INVALID for a start without a loss, and for losses that double precision cannot tell
 * from none
 */
export function studyWell(options: WellStudyOptions): WellStudy {
  const well = wellOf(options);
  const { eigenvalues, radius } = options;
  const whole = startingLoss(well);
  if (!(whole >= LEAST_START && whole <= 1 / LEAST_START)) {
    throw new DofError(
      'DOF_THEORY_INPUT_INVALID',
      `the loss at the start is ${whole}: give a spectrum and a radius that make it lie between ${LEAST_START} and ${1 / LEAST_START}`,
    );
  }
  const losses = options.losses ?? USUAL_SHARES.map((share) => share * whole);
  const tiny = losses.find((loss) => loss < LEAST_SHARE * whole);
  if (tiny !== undefined) {
    throw new DofError(
      'DOF_THEORY_INPUT_INVALID',
      `the loss ${tiny} is less than ${LEAST_SHARE} of the loss at the start, ${whole.toPrecision(4)}, and cannot be told from 0: ` +
        'give a larger one',
    );
  }
  const answers = [...losses]
    .sort((a, b) => b - a)
    .map((loss) => ({
      loss,
      share: loss / whole,
      paper: quadraticWellWidth(eigenvalues, radius, loss),
      asymptotic: asymptoticThreshold(well, loss),
      ...(options.eigenvector === undefined && {
        medianOverStarts: medianAsymptoticThreshold(eigenvalues, radius, loss),
      }),
    }));
  return { dimension: eigenvalues.length, radius, startingLoss: whole, answers };
}

export interface WellSimulationOptions {
  readonly trials: number;
  readonly seed: number;
  /** Stops the work between two trials: the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called after each trial with the share of all, and awaited: it may pause the work. */
  onProgress?(share: number): void | Promise<void>;
}

/** Adds medians over simulated trials to a study of the same options. */
export async function simulateWell(
  options: WellStudyOptions,
  study: WellStudy,
  { trials, seed, signal, onProgress }: WellSimulationOptions,
): Promise<WellStudy> {
  const well = wellOf(options);
  const losses = study.answers.map(({ loss }) => loss);
  const draws: Float64Array[] = [];
  for (let trial = 0; trial < trials; trial++) {
    signal?.throwIfAborted();
    draws.push(drawThresholds(well, losses, splitKey(keyFromSeed(seed), trial)));
    await onProgress?.((trial + 1) / trials);
  }
  const answers = study.answers.map((answer, i) => ({
    ...answer,
    simulated: { trials, ...medianWithInterval(Float64Array.from(draws, (draw) => draw[i])) },
  }));
  return { ...study, answers };
}
