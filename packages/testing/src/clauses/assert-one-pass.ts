import type { Reparametrisation } from '@dof/core';
import { normalArray } from '../problems/random-arrays.js';
import { assertSame, assertThat } from './assertions.js';

const STEPS = 2;

/**
 * Requires training steps in one pass, where the map has it, to give the bits of pull-back, update and embedding one after
 * the other, from the given theta on.
 */
export async function assertOnePass(map: Reparametrisation, theta: Float32Array, what: string): Promise<void> {
  if (map.pullbackThenEmbed === undefined) return;
  const { degreesOfFreedom: d, dimension } = map;
  const apart = { theta: theta.slice(), pulled: new Float32Array(d), w: new Float32Array(dimension) };
  const [point, pulled, w] = [viewOf(theta), viewOf(new Float32Array(d)), viewOf(new Float32Array(dimension))];
  for (let step = 0; step < STEPS; step++) {
    const gradient = Float32Array.from(normalArray([8, step], 0, dimension));
    const given = gradient.slice();
    await map.pullback(apart.theta, gradient, apart.pulled);
    descend(apart.theta, apart.pulled, 0, d);
    await map.embed(apart.theta, apart.w);
    let next = 0;
    const update = (from: number, to: number): void => {
      const stretch = `coordinates ${from} to ${to} of ${d}, ${what}`;
      assertThat(from === next && to > from && to <= d, `${stretch}: updated when ${next} was next`);
      next = to;
      assertSame(pulled.subarray(from, to), apart.pulled.subarray(from, to), `pull-back at the update of ${stretch}`);
      descend(point, pulled, from, to);
    };
    await map.pullbackThenEmbed({ theta: point, gradient: given, pulled, update, w });
    assertThat(next === d, `${next} of ${d} coordinates updated in one pass, ${what}`);
    assertSame(point, apart.theta, `theta after one pass, ${what}`);
    assertSame(pulled, apart.pulled, `pull-back in one pass, ${what}`);
    assertSame(w, apart.w, `w after one pass, ${what}`);
    assertSame(given, gradient, `gradient after one pass, ${what}`);
    for (const view of [point, pulled, w]) assertAlone(view, what);
  }
}

/** Some step of an optimizer: each coordinate from its own gradient, and from where it was. */
function descend(theta: Float32Array, gradient: Float32Array, from: number, to: number): void {
  for (let j = from; j < to; j++) theta[j] = 0.75 * theta[j] - 0.5 * gradient[j];
}

/** A copy with a NaN on either side in its buffer. */
function viewOf(values: Float32Array): Float32Array {
  const buffer = new Float32Array(values.length + 2).fill(NaN);
  buffer.set(values, 1);
  return buffer.subarray(1, -1);
}

function assertAlone({ buffer, length }: Float32Array, what: string): void {
  const all = new Float32Array(buffer);
  assertSame([all[0], all[length + 1]], [NaN, NaN], `what lies on either side of a view after one pass, ${what}`);
}
