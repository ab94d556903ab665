import { checkNumber, checkWholeNumber } from '../../check-input.js';
import { expectedChi } from './expected-chi.js';

/** The density of the angle is below e^-50 of its peak this many standard deviations away from it. */
const DEVIATIONS = 10;

/**
 * Gaussian width of a spherical cap, all unit vectors of R^D within `angle` of an axis: what a circular cone cuts out
 * of the unit sphere. For angle = pi it is the sphere, for angle = 0 a point of width 0. A ball of radius r seen from
 * its outside at distance R between centre and eye is the cap of angle asin(r / R).
 *
 * If g makes the angle phi with the axis, sup <g, x> = |g| when phi <= angle and |g| cos(phi - angle) otherwise. |g|
 * and phi are independent, phi has density proportional to sin^(D-2) phi, so the width is E chi_D times a
 * one-dimensional integral, here to a relative error below 1e-9.
 *
 * @param dimension D, at least 2.
 * @param angle angular radius in radians, from 0 to pi.
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for a dimension or an angle out of range.
 */
export function sphericalCapWidth(dimension: number, angle: number): number {
  checkCap(dimension, angle);
  return expectedChi(dimension) * meanOverAngle(dimension, angle, (beyond) => Math.cos(beyond));
}

/**
 * Gaussian width of the part of a circular cone of half-angle `angle` inside the unit ball: E of the length of the
 * projection of g on the cone. It exceeds the width of the cap by what <g, x> below zero takes away there, and its
 * square is within 1 of the cone's statistical dimension (Amelunxen, Lotz, McCoy, Tropp 2014, proposition 10.2).
 *
 * @param dimension D, at least 2.
 * @param angle half-angle in radians, from 0 to pi.
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for a dimension or an angle out of range.
 */
export function circularConeWidth(dimension: number, angle: number): number {
  checkCap(dimension, angle);
  return expectedChi(dimension) * meanOverAngle(dimension, angle, (beyond) => Math.max(0, Math.cos(beyond)));
}

function checkCap(dimension: number, angle: number): void {
  checkWholeNumber('The dimension', dimension, 2);
  checkNumber('The angle in radians', angle, 0, Math.PI);
}

/** Mean over phi of 1 up to `angle` and of `outside(phi - angle)` from there. */
function meanOverAngle(dimension: number, angle: number, outside: (beyond: number) => number): number {
  const centre = Math.PI / 2;
  const power = dimension - 2;
  const reach = Math.min(centre, DEVIATIONS / Math.sqrt(Math.max(power, 1)));
  const density = (phi: number) => (power === 0 ? 1 : Math.sin(phi) ** power);
  const value = (phi: number) => (phi <= angle ? 1 : outside(phi - angle));
  // Simpson's rule wants smooth pieces: the integrand bends at the cap's edge and a right angle beyond it.
  const bends = [angle, angle + centre].filter((bend) => Math.abs(bend - centre) < reach);
  const ends = [centre - reach, ...bends, centre + reach];
  let mass = 0;
  let total = 0;
  for (let i = 1; i < ends.length; i++) {
    mass += simpson(density, ends[i - 1], ends[i]);
    total += simpson((phi) => value(phi) * density(phi), ends[i - 1], ends[i]);
  }
  return total / mass;
}

/** Composite Simpson rule on [from, to] with `intervals` (even) equal parts. */
export function simpson(f: (x: number) => number, from: number, to: number, intervals = 2000): number {
  const h = (to - from) / intervals;
  let sum = f(from) + f(to);
  for (let i = 1; i < intervals; i++) sum += (i % 2 === 1 ? 4 : 2) * f(from + i * h);
  return (sum * h) / 3;
}
