import type { Reparametrisation } from '@dof/core';

/**
 * Training of chosen parameters with all others held at 0: theta holds the chosen ones by rising index, and starts at
 * their values in `origin`.
 *
 * @param chosen indices into w, without repetition, in any order
 * @param origin length D; copied
 */
export function maskReparametrisation(chosen: Uint32Array, origin: Float32Array): Reparametrisation {
  const parameters = chosen.slice().sort();
  const initial = Float32Array.from(parameters, (parameter) => origin[parameter]);
  const dimension = origin.length;
  return {
    degreesOfFreedom: parameters.length,
    dimension,
    form: { kind: 'chosen', parameters, rest: new Float32Array(dimension) },
    initialCoordinates: () => initial.slice(),
    embed: (theta, w) => {
      w.fill(0);
      for (let j = 0; j < parameters.length; j++) w[parameters[j]] = theta[j];
    },
    pullback: (_theta, gradient, out) => {
      for (let j = 0; j < parameters.length; j++) out[j] = gradient[parameters[j]];
    },
    dispose: () => undefined,
  };
}
