import type { Objective } from '@dof/core';

/** A loss over R^D that is known in closed form: no examples, no noise, and sub-level sets whose angles can be computed. */
export interface KnownSet {
  readonly objective: Objective;
  /** A starting point w_t outside the set. */
  readonly start: Float32Array;
  /** eps of the set. */
  readonly level: number;
  /** sup of cos(phi) over the set for the direction g, phi the angle between g and a point of the set seen from w_t. */
  largestCosine(g: Float64Array): number;
}

/** What one epoch of training on a known loss is: as many steps, all of them with the whole loss. */
export const STEPS_PER_EPOCH: number;

/** A quadratic well L = 1/2 sum lambda_i w_i^2 around 0, whose sub-level sets are ellipsoids, seen from `start`. */
export function ellipsoid(eigenvalues: Float64Array, start: Float32Array, level: number): KnownSet;

/** The half-space of all w with w_1 >= 1, seen from 0; L = max(0, 1 - w_1). */
export function halfSpace(dimension: number): KnownSet;

/** A point at this distance from 0, in a random direction that is the same every time. */
export function startAt(dimension: number, radius: number): Float32Array;

export function norm(v: ArrayLike<number>): number;
